package vn.hoso.signing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaDigestCalculatorProviderBuilder;
import org.bouncycastle.tsp.TSPException;
import org.bouncycastle.tsp.ers.ERSData;
import org.bouncycastle.tsp.ers.ERSDataGroup;
import org.bouncycastle.tsp.ers.ERSEvidenceRecord;
import org.bouncycastle.tsp.ers.ERSException;
import org.bouncycastle.tsp.ers.ERSFileData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import vn.hoso.seal.EvidenceRenewer.Evidence;
import vn.hoso.seal.SealVerdict;
import vn.hoso.seal.SealVerdict.Status;

/** Evidence records, checked by DSS and by Bouncy Castle, neither of which made them. */
class EvidenceRecordsTest {
    private static final Instant NOW = Instant.parse("2026-11-22T02:00:00Z");
    private static final Duration LIFE = Duration.ofDays(1000);
    private static final TestAuthority AUTHORITY =
            TestAuthority.create(Clock.fixed(NOW, ZoneOffset.UTC), TestAuthority.KeyKind.P_256);

    @TempDir
    Path folder;

    private int stamps;

    private EvidenceRecords records(Instant at, String digest) {
        Clock clock = Clock.fixed(at, ZoneOffset.UTC);
        TimeStamper authority = AUTHORITY.timeStamper(clock, at.minus(Duration.ofHours(1)), at.plus(LIFE));
        TimeStamper counting = new TimeStamper() {
            @Override
            public String name() {
                return authority.name();
            }

            @Override
            public byte[] stamp(String digestName, byte[] value) throws IOException {
                stamps++;
                return authority.stamp(digestName, value);
            }
        };
        return new EvidenceRecords(counting, AUTHORITY.status(at), digest, Duration.ofDays(180), clock);
    }

    private List<Path> files(int group, int many) throws IOException {
        List<Path> files = new ArrayList<>();
        for (int i = 0; i < many; i++) {
            Path file = folder.resolve(group + "-" + i);
            Files.writeString(file, "file " + i + " of " + group, StandardCharsets.UTF_8);
            files.add(file);
        }
        return files;
    }

    /** Some alone, some in groups. */
    private List<Evidence> evidence(int groups) throws IOException {
        List<Evidence> evidence = new ArrayList<>();
        for (int i = 0; i < groups; i++) {
            evidence.add(new Evidence(null, files(i, 1 + i % 3)));
        }
        return evidence;
    }

    private static List<Evidence> with(List<Evidence> evidence, List<byte[]> records) {
        List<Evidence> result = new ArrayList<>();
        for (int i = 0; i < evidence.size(); i++) {
            result.add(new Evidence(records.get(i), evidence.get(i).files()));
        }
        return result;
    }

    private static SealVerdict verdict(Evidence evidence, Instant at) throws IOException {
        return SignatureValidator.builder()
                .status(AUTHORITY.status(at))
                .validationTime(at)
                .build()
                .verifyEvidence(evidence.record(), evidence.files());
    }

    private static void expectValid(Evidence evidence, Instant at, int stamps) throws IOException {
        SealVerdict verdict = verdict(evidence, at);
        assertThat(verdict.status()).as(verdict.toString()).isEqualTo(Status.VALID);
        assertThat(verdict.signatures()).hasSize(stamps);
        try {
            ERSData data = evidence.files().size() == 1
                    ? new ERSFileData(evidence.files().get(0).toFile())
                    : new ERSDataGroup(evidence.files().stream()
                            .map(file -> {
                                try {
                                    return (ERSData) new ERSFileData(file.toFile());
                                } catch (IOException e) {
                                    throw new java.io.UncheckedIOException(e);
                                }
                            })
                            .toList());
            new ERSEvidenceRecord(evidence.record(), new JcaDigestCalculatorProviderBuilder().build())
                    .validatePresent(data, Date.from(at));
        } catch (ERSException | TSPException | OperatorCreationException e) {
            throw new AssertionError(evidence.files().toString(), e);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5, 8, 13})
    void oneTimeStampProvesMany(int groups) throws IOException {
        List<Evidence> evidence = evidence(groups);
        List<Evidence> proven = with(evidence, records(NOW, "SHA-256").renew(evidence));

        assertThat(stamps).isEqualTo(1);
        for (Evidence one : proven) {
            expectValid(one, NOW.plusSeconds(60), 1);
            assertThat(records(NOW, "SHA-256").isDue(one)).isFalse();
        }
    }

    @Test
    void aThousandAreProvenAtOnceAndNoMore() throws IOException {
        List<Evidence> evidence = evidence(1000);
        List<byte[]> made = records(NOW, "SHA-256").renew(evidence);
        assertThat(stamps).isEqualTo(1);
        List<Evidence> proven = with(evidence, made);
        for (int i : new int[] {0, 1, 499, 998, 999}) {
            expectValid(proven.get(i), NOW.plusSeconds(60), 1);
        }
        evidence.add(evidence.get(0));
        assertThatThrownBy(() -> records(NOW, "SHA-256").renew(evidence)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void otherFilesAreFound() throws IOException {
        List<Evidence> evidence = evidence(5);
        List<Evidence> proven = with(evidence, records(NOW, "SHA-256").renew(evidence));
        Evidence two = proven.get(1);
        byte[] record = two.record();

        List<Path> more = new ArrayList<>(two.files());
        more.add(proven.get(0).files().get(0));
        for (List<Path> files : List.of(more, proven.get(4).files())) {
            Evidence other = new Evidence(record, files);
            assertThat(verdict(other, NOW).status()).isEqualTo(Status.INVALID);
            assertThat(records(NOW, "SHA-256").isDue(other)).isTrue();
        }
        Evidence three = proven.get(2);
        Evidence fewer = new Evidence(three.record(), three.files().subList(0, 2));
        assertThat(verdict(fewer, NOW).status()).isEqualTo(Status.INVALID);
        Files.writeString(two.files().get(0), "\n", java.nio.file.StandardOpenOption.APPEND);
        assertThat(SignThenValidateTest.codes(verdict(two, NOW))).contains("HASH_FAILURE");
        assertThat(verdict(new Evidence(new byte[] {1, 2}, two.files()), NOW).status())
                .isEqualTo(Status.INVALID);
        // What is no longer proven is proven anew, as it is now.
        expectValid(
                with(List.of(two), records(NOW, "SHA-256").renew(List.of(two))).get(0), NOW, 1);
    }

    @Test
    void noChangedByteOfARecordIsValid() throws IOException {
        List<Evidence> evidence = evidence(4);
        byte[] record = records(NOW, "SHA-256").renew(evidence).get(2);
        java.util.Random random = new java.util.Random(20261122);
        for (int i = 0; i < 60; i++) {
            byte[] changed = record.clone();
            int at = random.nextInt(changed.length);
            changed[at] ^= (byte) (1 << random.nextInt(8));
            SealVerdict verdict = verdict(new Evidence(changed, evidence.get(2).files()), NOW);
            assertThat(verdict.status()).as("byte " + at + ": " + verdict).isNotEqualTo(Status.VALID);
        }
    }

    @Test
    void timeStampsAreRenewedTogether() throws IOException {
        List<Evidence> evidence = evidence(7);
        List<Evidence> proven = with(evidence, records(NOW, "SHA-256").renew(evidence));
        Instant later = NOW.plus(Duration.ofDays(950));
        EvidenceRecords renewing = records(later, "SHA-256");
        assertThat(renewing.isDue(proven.get(0))).isTrue();

        List<Evidence> renewed = with(proven, renewing.renew(proven));

        assertThat(stamps).isEqualTo(2);
        Instant muchLater = NOW.plus(Duration.ofDays(1100));
        for (int i = 0; i < proven.size(); i++) {
            assertThat(verdict(proven.get(i), muchLater).holds()).isFalse();
            expectValid(renewed.get(i), muchLater, 2);
            assertThat(renewing.isDue(renewed.get(i))).isFalse();
        }
    }

    @Test
    void aStrongerDigestTakesOver() throws IOException {
        List<Evidence> evidence = evidence(6);
        List<Evidence> proven = with(evidence, records(NOW, "SHA-256").renew(evidence));
        Instant later = NOW.plus(Duration.ofDays(900));
        EvidenceRecords stronger = records(later, "SHA-512");
        assertThat(stronger.isDue(proven.get(0))).isTrue();

        List<Evidence> renewed = with(proven, stronger.renew(proven));
        Instant muchLater = NOW.plus(Duration.ofDays(1100));
        for (Evidence one : renewed) {
            expectValid(one, muchLater, 2);
            assertThat(stronger.isDue(one)).isFalse();
        }
        // And once more by a time-stamp alone.
        Instant again = NOW.plus(Duration.ofDays(1800));
        for (Evidence one : with(renewed, records(again, "SHA-512").renew(renewed))) {
            expectValid(one, NOW.plus(Duration.ofDays(2000)), 3);
        }
        Files.writeString(renewed.get(3).files().get(0), "changed");
        assertThat(verdict(renewed.get(3), muchLater).status()).isEqualTo(Status.INVALID);
    }

    @Test
    void anUnknownAuthorityProvesNothing() throws IOException {
        List<Evidence> evidence = evidence(2);
        Evidence one = with(evidence, records(NOW, "SHA-256").renew(evidence)).get(0);
        SealVerdict verdict =
                SignatureValidator.builder().validationTime(NOW).build().verifyEvidence(one.record(), one.files());
        assertThat(verdict.holds()).isFalse();
        assertThat(SignThenValidateTest.codes(verdict)).contains("UNKNOWN_ROOT");
        assertThatThrownBy(() -> records(NOW, "SHA-1")).isInstanceOf(IllegalArgumentException.class);
    }
}
