package vn.hoso.digitize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import vn.hoso.archive.Archive;
import vn.hoso.digitize.Probe.Moment;
import vn.hoso.failure.HosoException;
import vn.hoso.failure.Problem;
import vn.hoso.paper.Field;
import vn.hoso.paper.Level;
import vn.hoso.paper.Method;
import vn.hoso.paper.PaperId;
import vn.hoso.record.DigitisedRecord;
import vn.hoso.registry.Decision;
import vn.hoso.registry.PaperEntry;
import vn.hoso.registry.PaperState;
import vn.hoso.scan.ScanReader;

class ReviewDeskTest extends HomeFixture {
    private static final String OFFICER = "Trần C";

    /** A file whose letters each begin a paper of their own. */
    private List<PaperId> letters(int count) throws IOException {
        convert(Papers.tiff(scans, "letters.tif", 40, count));
        return TestRoad.papers(home);
    }

    /** A file whose second and third page carry nothing that begins a paper: one paper of three pages. */
    private PaperId oneOfThree() throws IOException {
        reader.plain(41).plain(42);
        convert(Papers.tiff(scans, "one.tif", 40, 3));
        assertThat(TestRoad.papers(home)).hasSize(1);
        return TestRoad.papers(home).get(0);
    }

    private ReviewDesk.Builder desk() {
        return TestRoad.desk(home);
    }

    @Test
    void confirmsStepByStepAndSealsWhatTheOfficerCorrected() throws IOException {
        PaperId id = letters(1).get(0);
        ReviewDesk desk = desk().build();

        desk.correct(id, Map.of("document_number", "99/SNV-CCHC"), OFFICER);
        DigitisedRecord sealed = desk.confirm(id, OFFICER);

        assertThat(sealed.level()).isEqualTo(Level.SEALED);
        assertThat(sealed.resultCode()).contains("99/SNV-CCHC");
        assertThat(sealed.field("document_number").orElseThrow().method()).isEqualTo(Method.OFFICER);
        assertThat(sealed.history())
                .extracting(DigitisedRecord.Event::action)
                .containsExactly("convert", "correct", "confirm");
        assertThat(actions(id))
                .containsExactly(
                        "received", "scan", "sign", "extract", "archive", "correct", "confirm", "code", "seal");
        TestRoad.assertSound(home, 1);
    }

    @ParameterizedTest
    @EnumSource(names = {"VERIFIED", "CODED", "REWRITTEN"})
    void finishesAConfirmationThatDied(Moment moment) throws IOException {
        PaperId id = letters(1).get(0);

        dieAt(moment, 1, desk -> desk.confirm(id, OFFICER));
        desk().build().recover();

        assertThat(state(id)).isEqualTo(PaperState.SEALED);
        assertThat(archived(id).history())
                .filteredOn(event -> event.action().equals("confirm"))
                .extracting(DigitisedRecord.Event::actor)
                .containsExactly(OFFICER);
        TestRoad.assertSound(home, 1);
    }

    @Test
    void extractsAnewUnderTheTypeThatTheOfficerNames() throws IOException {
        PaperId id = letters(1).get(0);
        ReviewDesk desk = desk().build();
        String was = desk.show(id).record().type();
        desk.correct(id, Map.of("signer_name", "Trần Thị Thanh Hòa", "addressee", "UBND xã Tân Quy Tây"), OFFICER);

        DigitisedRecord other = desk.retype(id, "birth_certificate", OFFICER);

        assertThat(was).isEqualTo("official_letter");
        assertThat(other.type()).isEqualTo("birth_certificate");
        assertThat(other.typeConfidence()).isEqualTo(1);
        assertThat(other.field("signer_name").orElseThrow().value()).isEqualTo("Trần Thị Thanh Hòa");
        assertThat(other.field("addressee")).isEmpty();
        assertThat(other.field("certificate_number").orElseThrow().value()).contains("40");
        assertThat(other.kind()).isEqualTo("KQ.G15.000031");
        assertThat(archived(id).type()).isEqualTo("birth_certificate");
        PaperEntry entry = entry(id);
        assertThat(entry.type()).isEqualTo("birth_certificate");
        assertThat(entry.toLook()).isNotEmpty();
        assertThat(decisions(id, "retype"))
                .extracting(Decision::oldValue, Decision::newValue)
                .containsExactly(org.assertj.core.groups.Tuple.tuple("official_letter", "birth_certificate"));

        // the correction that had no place there is not forgotten
        assertThat(desk.retype(id, "official_letter", OFFICER)
                        .field("addressee")
                        .orElseThrow()
                        .value())
                .isEqualTo("UBND xã Tân Quy Tây");
        DigitisedRecord sealed = desk.confirm(id, OFFICER);
        assertThat(sealed.field("signer_name").orElseThrow().value()).isEqualTo("Trần Thị Thanh Hòa");
        TestRoad.assertSound(home, 1);
    }

    @ParameterizedTest
    @EnumSource(names = {"BEGUN", "REWRITTEN", "ACKNOWLEDGED"})
    void losesNothingWhenRetypingDies(Moment moment) throws IOException {
        PaperId id = letters(1).get(0);

        dieAt(moment, 1, desk -> desk.retype(id, "notice", OFFICER));
        desk().build().recover();

        String expected = moment == Moment.BEGUN ? "official_letter" : "notice";
        assertThat(archived(id).type()).isEqualTo(expected);
        assertThat(entry(id).type()).isEqualTo(expected);
        assertThat(decisions(id, "retype")).hasSize(moment == Moment.BEGUN ? 0 : 1);
        TestRoad.assertSound(home, 1);
    }

    @Test
    void refusesATypeThatNobodyDeclared() throws IOException {
        PaperId id = letters(1).get(0);

        assertProblem(() -> desk().build().retype(id, "letter_of_marque", OFFICER), Problem.NOT_FOUND);
        assertThat(actions(id)).doesNotContain("retype", "retype-begun");
    }

    @Test
    void cutsAPaperIntoSignedPapersThatSupersedeIt() throws IOException {
        PaperId id = oneOfThree();
        ReviewDesk desk = desk().build();
        byte[] first = firstImage(id, 1);
        byte[] third = firstImage(id, 3);
        desk.correct(id, Map.of("signer_name", "Trần Thị Thanh Hòa"), OFFICER);

        List<PaperId> parts = desk.split(id, List.of(3), OFFICER);

        assertThat(parts).extracting(PaperId::ordinal).containsExactly(2, 3);
        assertThat(state(id)).isEqualTo(PaperState.SUPERSEDED);
        assertThat(archived(id).ending().by()).isEqualTo(parts.get(0));
        assertThat(last(archived(id).history()).newValue()).isEqualTo(parts.get(0) + ", " + parts.get(1));
        assertThat(archived(id).field("signer_name").orElseThrow().value()).isEqualTo("Trần Thị Thanh Hòa");
        DigitisedRecord a = desk.show(parts.get(0)).record();
        DigitisedRecord b = desk.show(parts.get(1)).record();
        assertThat(List.of(
                        a.source().firstPage(),
                        a.source().lastPage(),
                        a.rendition().pages()))
                .containsExactly(1, 2, 2);
        assertThat(List.of(
                        b.source().firstPage(),
                        b.source().lastPage(),
                        b.rendition().pages()))
                .containsExactly(3, 3, 1);
        assertThat(a.field("signer_name").orElseThrow().method()).isEqualTo(Method.OFFICER);
        assertThat(b.type()).isEqualTo("unknown");
        assertThat(firstImage(parts.get(0), 1)).isEqualTo(first);
        assertThat(firstImage(parts.get(1), 1)).isEqualTo(third);
        // signed before extracted, as every paper
        assertThat(actions(parts.get(1))).containsExactly("received", "scan", "sign", "extract", "archive");
        assertThat(decisions(id, "split")).hasSize(1);
        TestRoad.assertSound(home, 3);

        // the file is known as a whole: it is not digitised again, and the parts take the road of every paper
        assertThat(convert(scans.resolve("one.tif")).count(FileReport.Outcome.SKIPPED))
                .isEqualTo(1);
        assertThat(desk.confirm(parts.get(0), OFFICER).level()).isEqualTo(Level.SEALED);
        TestRoad.assertSound(home, 3);
    }

    @Test
    void makesOnePaperOfPapersThatLieTogether() throws IOException {
        List<PaperId> ids = letters(3);
        ReviewDesk desk = desk().build();
        assertThatThrownBy(() -> desk.merge(List.of(ids.get(0), ids.get(2)), OFFICER))
                .isInstanceOf(IllegalArgumentException.class);

        PaperId whole = desk.merge(List.of(ids.get(1), ids.get(0)), OFFICER);

        assertThat(whole.ordinal()).isEqualTo(4);
        assertThat(List.of(state(ids.get(0)), state(ids.get(1)), state(ids.get(2)), state(whole)))
                .containsExactly(
                        PaperState.SUPERSEDED, PaperState.SUPERSEDED, PaperState.ARCHIVED, PaperState.ARCHIVED);
        DigitisedRecord record = desk.show(whole).record();
        assertThat(record.source().firstPage()).isEqualTo(1);
        assertThat(record.source().lastPage()).isEqualTo(2);
        assertThat(record.rendition().pages()).isEqualTo(2);
        assertThat(archived(ids.get(1)).ending().by()).isEqualTo(whole);
        assertThat(firstImage(whole, 2)).isEqualTo(firstImage(ids.get(1), 1));
        TestRoad.assertSound(home, 4);

        // and back again
        List<PaperId> again = desk.split(whole, List.of(2), OFFICER);
        assertThat(again).extracting(PaperId::ordinal).containsExactly(5, 6);
        TestRoad.assertSound(home, 6);
    }

    /** Dies with the first part; what is missing then only somebody who can sign makes. */
    @ParameterizedTest
    @EnumSource(names = {"BEGUN", "EXTRACTED", "STORED", "REWRITTEN", "ACKNOWLEDGED"})
    void losesNothingWhenSplittingDies(Moment moment) throws IOException {
        PaperId id = oneOfThree();

        dieAt(moment, 1, desk -> desk.split(id, List.of(2), OFFICER));
        reopen();
        boolean allThere = moment == Moment.REWRITTEN || moment == Moment.ACKNOWLEDGED;
        assertProblem(
                () -> ReviewDesk.builder().home(home).build().reject(id, "sai", OFFICER),
                allThere ? Problem.WRONG_STATE : Problem.NO_KEY);
        desk().build().recover();

        assertThat(state(id)).isEqualTo(PaperState.SUPERSEDED);
        assertThat(TestRoad.papers(home)).hasSize(3);
        assertThat(decisions(id, "split")).hasSize(1);
        assertThat(home.registry().queue(10)).extracting(PaperEntry::pages).containsExactlyInAnyOrder(1, 2);
        TestRoad.assertSound(home, 3);
    }

    @ParameterizedTest
    @EnumSource(names = {"STORED", "REWRITTEN"})
    void losesNothingWhenMergingDies(Moment moment) throws IOException {
        List<PaperId> ids = letters(2);

        dieAt(moment, 1, desk -> desk.merge(ids, OFFICER));
        // whoever comes to any paper of the file finishes it
        DigitisedRecord whole = desk().build()
                .correct(PaperId.of(entry(ids.get(0)).sha256(), 3), Map.of("signer_name", "Lê D"), OFFICER);

        assertThat(whole.rendition().pages()).isEqualTo(2);
        assertThat(List.of(state(ids.get(0)), state(ids.get(1))))
                .containsExactly(PaperState.SUPERSEDED, PaperState.SUPERSEDED);
        TestRoad.assertSound(home, 3);
    }

    @Test
    void changesNothingWhereTheNewPapersCannotBeSigned() throws IOException {
        PaperId id = oneOfThree();
        ReviewDesk desk = desk().signer(new vn.hoso.seal.PdfSigner() {
                    @Override
                    public void sign(Path pdf, Path target, vn.hoso.seal.SigningRole role, java.time.Instant at) {
                        throw new HosoException(Problem.SIGNING_FAILED, "key", "no token");
                    }

                    @Override
                    public vn.hoso.seal.Signatory signatory() {
                        return TestRoad.SEALS.signatory();
                    }
                })
                .build();

        assertProblem(() -> desk.split(id, List.of(2), OFFICER), Problem.SIGNING_FAILED);

        assertThat(actions(id)).last().isEqualTo("archive");
        assertThat(TestRoad.papers(home)).containsExactly(id);
        TestRoad.assertSound(home, 1);
    }

    @Test
    void leavesSealedPapersAsTheyAre() throws IOException {
        PaperId id = oneOfThree();
        ReviewDesk desk = desk().build();
        desk.confirm(id, OFFICER);

        assertProblem(() -> desk.split(id, List.of(2), OFFICER), Problem.SEALED);
        assertProblem(() -> desk.retype(id, "notice", OFFICER), Problem.SEALED);

        assertThat(state(id)).isEqualTo(PaperState.SEALED);
        desk.revoke(id, "sai", OFFICER);
        assertProblem(() -> desk.split(id, List.of(2), OFFICER), Problem.WRONG_STATE);
        TestRoad.assertSound(home, 1);
    }

    @Test
    void cutsOnlyBeforePagesThatThereAre() throws IOException {
        PaperId id = oneOfThree();
        ReviewDesk desk = desk().build();

        for (List<Integer> starts : List.of(List.<Integer>of(), List.of(1), List.of(4), List.of(3, 2), List.of(2, 2))) {
            assertThatThrownBy(() -> desk.split(id, starts, OFFICER)).isInstanceOf(IllegalArgumentException.class);
        }
        assertThat(actions(id)).last().isEqualTo("archive");
    }

    @Test
    void asksASecondOfficerForGuardedFields() throws IOException {
        List<PaperId> ids = letters(2);
        PaperId id = ids.get(0);
        ReviewDesk desk = desk().fourEyes(List.of("official_letter.document_number", "*.certificate_number"))
                .build();

        DigitisedRecord once = desk.confirm(id, OFFICER);

        assertThat(once.level()).isNotEqualTo(Level.SEALED);
        assertThat(once.resultCode()).isNull();
        assertThat(state(id)).isEqualTo(PaperState.CONFIRMED_ONCE);
        assertThat(entry(id).toLook()).containsExactly("document_number");
        assertThat(home.registry().queue(10)).extracting(PaperEntry::id).containsExactlyInAnyOrderElementsOf(ids);
        assertProblem(() -> desk.confirm(id, OFFICER), Problem.FOUR_EYES);
        assertProblem(() -> desk.confirm(id, " trần  c "), Problem.FOUR_EYES);

        // a change asks for both again, whoever made it
        desk.correct(id, Map.of("signer_name", "Trần Thị Thanh Hòa"), "Lê D");
        assertThat(state(id)).isEqualTo(PaperState.ARCHIVED);
        assertThat(desk.confirm(id, "Lê D").resultCode()).isNull();
        DigitisedRecord sealed = desk.confirm(id, OFFICER);

        assertThat(sealed.level()).isEqualTo(Level.SEALED);
        assertThat(sealed.history())
                .filteredOn(event -> event.action().equals("confirm"))
                .extracting(DigitisedRecord.Event::actor)
                .containsExactly("Lê D", OFFICER);
        assertThat(actions(id)).endsWith("confirm", "correct", "confirm", "confirm", "code", "seal");
        assertThat(decisions(id, "confirm")).extracting(Decision::actor).containsExactly(OFFICER, "Lê D", OFFICER);
        TestRoad.assertSound(home, 2);
    }

    @Test
    void refusesRulesForFieldsThatThereAreNot() {
        for (String rule : List.of("official_letter.no_such", "no_such_type", "*", "*.no_such", "a b")) {
            assertProblem(() -> desk().fourEyes(List.of(rule)).build(), Problem.BAD_CONFIGURATION);
        }
    }

    @Test
    void ordersTheStepsWhateverACallerWants() throws IOException {
        PaperId id = letters(1).get(0);
        String worker = "somebody";
        home.registry().claim(id, worker, java.time.Duration.ofMinutes(1));

        // no code before an officer's word, no seal before the code, no second extraction
        assertProblem(() -> home.registry().issueCode(id, "x", 2, worker, OFFICER), Problem.WRONG_STATE);
        for (PaperState to : List.of(PaperState.CODED, PaperState.SEALED, PaperState.EXTRACTED, PaperState.SIGNED)) {
            assertProblem(
                    () -> home.registry().apply(vn.hoso.registry.Transition.of(id, to, "x", worker, OFFICER)),
                    Problem.WRONG_STATE);
        }
        home.registry().release(entry(id).sha256(), worker);
        assertThat(actions(id)).containsExactly("received", "scan", "sign", "extract", "archive");
        TestRoad.assertSound(home, 1);
    }

    @Test
    void refusesWhatIsNotDigitised() throws IOException {
        Path file = Papers.png(scans, "copy.png", 7);
        BatchReport stated =
                TestRoad.converter(home, reader).original("photocopy").build().convert(List.of(file));
        assertThat(stated.files().get(0).failure().problem()).isEqualTo(Problem.NOT_ELIGIBLE);
        assertThat(stated.files().get(0).failure().exception().message(java.util.Locale.forLanguageTag("vi")))
                .contains("bản chụp không chứng thực", "Thông tư 01/2023/TT-VPCP");
        assertThat(reader.pagesRead()).isZero();
        assertThat(TestRoad.papers(home)).isEmpty();

        // not stated, but printed on it: an officer has to say what it is
        reader.mark(7, "CHỨNG THỰC BẢN SAO ĐÚNG VỚI BẢN CHÍNH");
        TestRoad.converter(home, reader).build().convert(List.of(file));
        PaperId id = TestRoad.papers(home).get(0);
        ReviewDesk desk = desk().build();
        assertThat(desk.show(id).original()).contains("paper-certified-copy");
        assertThat(desk.show(id).originalDoubted()).isTrue();
        assertProblem(() -> desk.confirm(id, OFFICER), Problem.NOT_ELIGIBLE);
        assertProblem(() -> desk.stateOriginal(id, "clay-tablet", OFFICER), Problem.BAD_CONFIGURATION);

        desk.stateOriginal(id, "compared-copy", OFFICER);
        assertThat(desk.show(id).originalDoubted()).isFalse();
        DigitisedRecord sealed = desk.confirm(id, OFFICER);

        assertThat(sealed.history())
                .extracting(DigitisedRecord.Event::action, DigitisedRecord.Event::newValue)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("convert", null),
                        org.assertj.core.groups.Tuple.tuple("doubt-original", "paper-certified-copy"),
                        org.assertj.core.groups.Tuple.tuple("state-original", "compared-copy"),
                        org.assertj.core.groups.Tuple.tuple("confirm", null));
        TestRoad.assertSound(home, 1);
    }

    @Test
    void rejectsWhatAnOfficerCallsAPhotocopy() throws IOException {
        PaperId id = letters(1).get(0);

        DigitisedRecord refused = desk().build().stateOriginal(id, "photocopy", OFFICER);

        assertThat(refused.state()).isEqualTo(DigitisedRecord.State.REJECTED);
        assertThat(refused.ending().reason()).contains("bản chụp", "Thông tư 01/2023/TT-VPCP");
        assertThat(state(id)).isEqualTo(PaperState.REJECTED);
        TestRoad.assertSound(home, 1);
    }

    private List<Decision> decisions(PaperId id, String action) {
        return home.registry().decisions(id).stream()
                .filter(decision -> decision.action().equals(action))
                .toList();
    }

    private static DigitisedRecord.Event last(List<DigitisedRecord.Event> events) {
        return events.get(events.size() - 1);
    }

    /** The pixels of a page of an archived paper. */
    private byte[] firstImage(PaperId id, int page) throws IOException {
        Path pdf = home.archive()
                .files(id, home.archive().head(id).orElseThrow().version())
                .get(Archive.PDF);
        Path work = Files.createTempDirectory(temporary, "pixels");
        try (var scan = ScanReader.builder().build().open(pdf, work)) {
            var pixels = scan.image(page).pixels();
            byte[] bytes = new byte[pixels.getWidth() * pixels.getHeight()];
            for (int i = 0; i < bytes.length; i++) {
                bytes[i] = (byte) pixels.getRGB(i % pixels.getWidth(), i / pixels.getWidth());
            }
            return bytes;
        }
    }

    /** Lets a process die when it comes to a place for the nth time. */
    private void dieAt(Moment moment, int time, java.util.function.Consumer<ReviewDesk> work) {
        var left = new java.util.concurrent.atomic.AtomicInteger(time);
        ReviewDesk desk = desk().probe(reached -> {
                    if (reached == moment && left.decrementAndGet() == 0) {
                        throw new Death();
                    }
                })
                .build();
        assertThatThrownBy(() -> work.accept(desk)).isInstanceOf(Death.class);
    }

    private static final class Death extends Error {
        private static final long serialVersionUID = 1;
    }

    private static void assertProblem(org.assertj.core.api.ThrowableAssert.ThrowingCallable call, Problem problem) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        HosoException.class, e -> assertThat(e.problem()).isEqualTo(problem));
    }

    /** What the ledger must not hold. */
    @Test
    void keepsValuesOutOfTheLedger() throws IOException {
        PaperId id = letters(1).get(0);
        ReviewDesk desk = desk().build();
        desk.correct(id, Map.of("signer_name", "Nguyễn Bí Mật"), OFFICER);
        desk.confirm(id, OFFICER);

        String ledger = home.registry().events(0, 1000).stream()
                .map(event -> event.facts().toString())
                .collect(Collectors.joining());
        assertThat(ledger).doesNotContain("Nguyễn Bí Mật");
        assertThat(decisions(id, "correct")).extracting(Decision::newValue).containsExactly("Nguyễn Bí Mật");
        assertThat(desk.show(id).record().fields()).extracting(Field::value).contains("Nguyễn Bí Mật");
    }
}
