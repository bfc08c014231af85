package vn.hoso.examples;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import vn.hoso.archive.Archive;
import vn.hoso.archive.ArchivedPaper;
import vn.hoso.paper.Field;
import vn.hoso.paper.Level;
import vn.hoso.paper.Method;
import vn.hoso.paper.Owner;
import vn.hoso.paper.PaperId;
import vn.hoso.paper.Validity;
import vn.hoso.record.DigitisedRecord;
import vn.hoso.record.FieldDigests;
import vn.hoso.record.RecordCodec;

/** Invented people and their records, each made from its number alone: a million of them need no room. */
final class BenchPeople {
    static final String[] KINDS = {"KQ.G15.000036", "KQ.G01.000007", "KQ.G13.000021", "KQ.G03.000009"};

    private static final double MISREAD = 0.05;
    private static final int MONTHS_VALID = 6;
    private static final String NO_DIGEST = "0".repeat(64);
    private static final String[] FAMILY =
            ("Nguyễn Trần Lê Phạm Hoàng Huỳnh Phan Vũ Võ Đặng Bùi Đỗ Hồ Ngô Dương Lý Mai Lương Trịnh Đinh Cao Tạ Hà Lâm"
                            + " Thái Tô Quách Kiều Châu Đoàn")
                    .split(" ", -1);
    private static final String[] MIDDLE =
            ("Văn Thị Minh Hữu Đức Ngọc Thanh Quang Xuân Thu Phương Gia Bảo Anh Kim Hồng Mỹ Tuấn Công Đình Trọng Bích"
                            + " Diệu Khánh")
                    .split(" ", -1);
    private static final String[] GIVEN =
            ("An Anh Bình Châu Chi Cường Dũng Dung Đạt Giang Hà Hải Hạnh Hằng Hiếu Hoa Hòa Hùng Hương Huy Khoa Lan Linh"
                            + " Long Mai Minh Nam Nga Ngân Nhung Oanh Phong Phúc Quân Quỳnh Sơn Tâm Thảo Thắng Thủy Toàn Trang"
                            + " Trung Tú Tùng Uyên Vân Việt Vy Yến")
                    .split(" ", -1);

    private final long seed;
    private final int people;

    /**
     * A population.
     *
     * @param seed where the chance begins
     * @param people how many there are
     */
    BenchPeople(long seed, int people) {
        this.seed = seed;
        this.people = people;
    }

    /** A person, the name as it is, and as it was misread. */
    record Question(int person, String name, String misread) {}

    /** Some people with names of which each letter was misread with a probability of 5 %. */
    List<Question> questions(int count) {
        Random random = new Random(seed);
        List<Question> questions = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int person = random.nextInt(people);
            StringBuilder misread = new StringBuilder(name(person));
            for (int at = 0; at < misread.length(); at++) {
                if (misread.charAt(at) != ' ' && random.nextDouble() < MISREAD) {
                    misread.setCharAt(at, (char) ('a' + random.nextInt(26)));
                }
            }
            questions.add(new Question(person, name(person), misread.toString()));
        }
        return questions;
    }

    String number(int person) {
        return digits(1 + person % 96, 3) + digits(person + 100_000_000L, 9);
    }

    private static String digits(long number, int width) {
        String digits = Long.toString(number);
        return "0".repeat(Math.max(0, width - digits.length())) + digits;
    }

    String name(int person) {
        Random random = new Random(seed * 31 + person * 7919L);
        random.nextInt();
        StringBuilder name = new StringBuilder(one(random, FAMILY));
        for (int i = random.nextInt(3) + 1; i > 0; i--) {
            name.append(' ').append(one(random, MIDDLE));
        }
        return name.append(' ').append(one(random, GIVEN)).toString();
    }

    String birthDate(int person) {
        return LocalDate.of(1950, 1, 1).plusDays(person % 20_000).toString();
    }

    private static String one(Random random, String[] choices) {
        return choices[random.nextInt(choices.length)];
    }

    /** The record with a number; two of the four kinds count for ever, the others for half a year. */
    DigitisedRecord record(int n) {
        int person = n % people;
        Random random = new Random(seed + n * 104_729L);
        String name = name(person);
        String kind = KINDS[(n / people + person) % KINDS.length];
        LocalDate issued = LocalDate.of(2015, 1, 1).plusDays(random.nextInt(4000));
        boolean permanent = kind.equals(KINDS[0]) || kind.equals(KINDS[1]);
        List<Field> fields = new ArrayList<>();
        add(fields, "document_number", n % 9000 + "/UBND-XN");
        add(fields, "full_name", name);
        add(fields, "id_number", number(person));
        add(fields, "dob", birthDate(person));
        add(
                fields,
                "residence",
                "Thôn " + random.nextInt(40) + ", xã " + one(random, GIVEN) + " " + one(random, GIVEN));
        add(fields, "issue_date", issued.toString());
        add(fields, "signer_name", one(random, FAMILY) + " " + one(random, MIDDLE) + " " + one(random, GIVEN));
        return new DigitisedRecord(
                new PaperId(digits(0, 22) + digits(n, 10)),
                "marital_status_certificate",
                1,
                Level.VERIFIED,
                DigitisedRecord.State.ACTIVE,
                null,
                new Owner(number(person), name, null),
                permanent
                        ? new Validity(issued, null, true, "permanent")
                        : new Validity(issued, issued.plusMonths(MONTHS_VALID), false, "months:6"),
                fields,
                new DigitisedRecord.Source("bench", NO_DIGEST, 1, "IMPORT", 1, 1, List.of()),
                DigitisedRecord.Rendition.none("bench", "UBND xã " + n % 500, Instant.EPOCH.plusSeconds(n)),
                List.of(),
                kind,
                List.of(),
                null,
                FieldDigests.NONE);
    }

    private static void add(List<Field> fields, String key, String value) {
        fields.add(new Field(key, value, value, 1, 1, null, Method.LABEL, true, List.of(), List.of()));
    }

    /** The records as an archive: each is written as JSON when it is opened, and nothing else is in it. */
    Archive archive() {
        return new Made();
    }

    private final class Made implements Archive {
        private final RecordCodec codec = new RecordCodec();

        @Override
        public Optional<ArchivedPaper> head(PaperId id) {
            return Optional.of(new ArchivedPaper(id, 1, Instant.EPOCH, "made"));
        }

        @Override
        public List<ArchivedPaper> versions(PaperId id) {
            return head(id).stream().toList();
        }

        @Override
        public Optional<InputStream> open(PaperId id, int version, String name) {
            return name.equals(RECORD)
                    ? Optional.of(new ByteArrayInputStream(codec.encode(record(Integer.parseInt(id.value())))))
                    : Optional.empty();
        }

        @Override
        public Map<String, Path> files(PaperId id, int version) {
            return Map.of(RECORD, Path.of(RECORD));
        }

        @Override
        public Stream<PaperId> papers() {
            throw new UnsupportedOperationException("they have no end");
        }

        @Override
        public List<String> fixity(PaperId id) {
            return List.of();
        }

        @Override
        public ArchivedPaper put(
                PaperId id, Map<String, Path> files, int expectedVersion, String actor, String message) {
            throw new UnsupportedOperationException("they are made, not kept");
        }

        @Override
        public void close() {}
    }
}
