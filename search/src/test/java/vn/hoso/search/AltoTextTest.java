package vn.hoso.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import vn.hoso.text.PageText;

class AltoTextTest {
    @Test
    void readsLinesAndWords() throws IOException {
        PageText page = read("""
                <alto xmlns="http://www.loc.gov/standards/alto/ns-v4#"><Layout>
                <Page PHYSICAL_IMG_NR="3" WIDTH="1000" HEIGHT="1400"><PrintSpace>
                <TextBlock><TextLine><String CONTENT="Độc" HPOS="10" VPOS="20" WIDTH="30" HEIGHT="12"/><SP/>
                <String CONTENT="lập" HPOS="45.0" VPOS="20" WIDTH="30" HEIGHT="12" WC="0.9"/></TextLine>
                <TextLine><String CONTENT="  "/></TextLine></TextBlock>
                <TextBlock><TextLine><String CONTENT="Tự"/></TextLine></TextBlock>
                </PrintSpace></Page></Layout></alto>""");
        assertThat(page.page()).isEqualTo(3);
        assertThat(page.text()).isEqualTo("Độc lập\nTự");
        assertThat(page.lines().get(0).words().get(1).box().left()).isEqualTo(45);
        assertThat(page.lines().get(1).block()).isEqualTo(1);
    }

    @Test
    void readsAnEmptyPage() throws IOException {
        assertThat(read("<alto><Layout><Page/></Layout></alto>").text()).isEmpty();
    }

    @Test
    void refusesWhatIsNotXmlAndEntities() {
        assertThatIOException().isThrownBy(() -> read("no xml"));
        assertThatIOException()
                .isThrownBy(() -> read("<!DOCTYPE a [<!ENTITY x SYSTEM 'file:///etc/hostname'>]>"
                        + "<alto><Page><TextLine><String CONTENT='&x;'/></TextLine></Page></alto>"));
    }

    private static PageText read(String xml) throws IOException {
        return AltoText.read(new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8)), 1);
    }
}
