package vn.hoso.digitize;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.hoso.paper.Field;
import vn.hoso.paper.PaperId;
import vn.hoso.text.Box;

class FieldImagesTest {
    @TempDir
    Path temporary;

    @Test
    void cutsFieldsOutOfTheArchivedPaperAndKeepsCorrections() throws IOException {
        Path scans = Files.createDirectory(temporary.resolve("scans"));
        try (Home home = Home.open(temporary.resolve("home"))) {
            TestRoad.converter(home, new NumberReader())
                    .build()
                    .convert(List.of(Papers.png(scans, "a.png", 12), Papers.png(scans, "b.png", 13)));
            PaperId id = TestRoad.papers(home).get(0);
            ReviewDesk desk = TestRoad.desk(home).build();

            Map<String, Path> images = desk.images(id, temporary.resolve("look"));

            assertThat(images).containsKeys("document_number", "issue_date", "signer_name");
            for (Field field : desk.show(id).record().fields()) {
                Box box = field.box();
                if (box != null) {
                    BufferedImage image = ImageIO.read(images.get(field.key()).toFile());
                    assertThat(image.getWidth()).isBetween(box.width(), box.width() + 120);
                    assertThat(image.getHeight()).isGreaterThan(box.bottom() - box.top());
                }
            }

            String read = desk.show(id)
                    .record()
                    .field("document_number")
                    .orElseThrow()
                    .value();
            desk.correct(id, Map.of("document_number", "9/X"), "Trần C");
            desk.correct(id, Map.of("document_number", "99/SNV-CCHC"), "Trần C");
            Path kept = temporary.resolve("kept");
            assertThat(desk.corrections(kept)).isEqualTo(1);
            String line = Files.readString(kept.resolve("corrections.jsonl")).strip();
            assertThat(line).contains("\"read\":\"" + read + "\"", "\"right\":\"99/SNV-CCHC\"", "document_number.png");
            try (Stream<Path> files = Files.list(kept.resolve(id.value()))) {
                assertThat(files).hasSize(1);
            }
            TestRoad.assertSound(home, 2);
        }
    }
}
