package vn.hoso.signing;

import java.io.IOException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.cms.ContentInfo;
import org.bouncycastle.asn1.tsp.ArchiveTimeStamp;
import org.bouncycastle.asn1.tsp.EvidenceRecord;
import org.bouncycastle.asn1.tsp.PartialHashtree;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.tsp.TimeStampToken;
import org.jspecify.annotations.Nullable;
import vn.hoso.failure.HosoException;
import vn.hoso.failure.Problem;
import vn.hoso.seal.EvidenceRenewer;

/**
 * Makes and renews evidence records (RFC 4998): one time-stamp for up to 1,000 groups of files.
 *
 * <pre>{@code
 * EvidenceRecords records = new EvidenceRecords(stamper, status, "SHA-256", Duration.ofDays(180), Clock.systemUTC());
 * List<byte[]> made = records.renew(List.of(new Evidence(null, List.of(pdf)), new Evidence(null, List.of(other))));
 * }</pre>
 *
 * <p>A record is renewed by a time-stamp over its last one before that expires (5.2), and by digesting the files anew
 * where the digest that is asked for is stronger than its last (5.3). {@link SignatureValidator#verifyEvidence} checks
 * records. Safe for use by several threads.
 */
public final class EvidenceRecords implements EvidenceRenewer {
    private static final int MOST = 1000;

    /** Weakest first. */
    private static final List<String> DIGESTS = List.of("SHA-256", "SHA-384", "SHA-512");

    private final TimeStamper timeStamper;
    private final CertificateStatus status;
    private final String digestName;
    private final Duration ahead;
    private final Clock clock;

    /**
     * A maker of evidence records.
     *
     * @param timeStamper where time-stamps come from
     * @param status revocation lists; those of the authorities of old time-stamps are kept with them when they are renewed
     * @param digestName how files are digested: {@code SHA-256}, {@code SHA-384} or {@code SHA-512}
     * @param ahead how long before the newest time-stamp expires a record is renewed
     * @param clock tells what is about to expire
     * @throws IllegalArgumentException if it is another digest
     */
    public EvidenceRecords(
            TimeStamper timeStamper, CertificateStatus status, String digestName, Duration ahead, Clock clock) {
        if (!DIGESTS.contains(digestName)) {
            throw new IllegalArgumentException("digest must be SHA-256, SHA-384 or SHA-512, got " + digestName);
        }
        this.timeStamper = timeStamper;
        this.status = status;
        this.digestName = digestName;
        this.ahead = ahead;
        this.clock = clock;
    }

    @Override
    public int most() {
        return MOST;
    }

    @Override
    public boolean isDue(Evidence evidence) throws IOException {
        EvidenceRecord record = usable(evidence);
        if (record == null) {
            return true;
        }
        ArchiveTimeStamp last = last(record);
        return DIGESTS.indexOf(digestOf(last)) < DIGESTS.indexOf(digestName)
                || expires(last).isBefore(clock.instant().plus(ahead));
    }

    @Override
    public List<byte[]> renew(List<Evidence> due) throws IOException {
        if (due.isEmpty()) {
            return List.of();
        }
        if (due.size() > MOST) {
            throw new IllegalArgumentException("one time-stamp is for at most " + MOST + ", got " + due.size());
        }
        KeptLists kept = new KeptLists(status.crls());
        List<@Nullable EvidenceRecord> old = new ArrayList<>();
        List<List<byte[]>> groups = new ArrayList<>();
        for (Evidence evidence : due) {
            EvidenceRecord record = usable(evidence);
            record = record == null ? null : kept.withLists(record);
            old.add(record);
            groups.add(digests(record, evidence.files()));
        }
        MerkleTree tree = new MerkleTree(digestName, groups);
        ContentInfo stamp = stamp(tree.root());
        List<byte[]> renewed = new ArrayList<>();
        for (int i = 0; i < due.size(); i++) {
            renewed.add(joined(old.get(i), new ArchiveTimeStamp(algorithm(), lists(tree.path(i)), stamp)));
        }
        return renewed;
    }

    /** A record that can be renewed; null where there is none, or one of other files. */
    private static @Nullable EvidenceRecord usable(Evidence evidence) throws IOException {
        byte[] encoded = evidence.record();
        EvidenceRecord record = encoded == null ? null : parse(encoded);
        return record != null && covers(record, evidence.files()) ? record : null;
    }

    /** A record, or null for bytes that are none, or say more than a record does. */
    static @Nullable EvidenceRecord parse(byte[] encoded) {
        try {
            EvidenceRecord record = EvidenceRecord.getInstance(encoded);
            boolean same = Arrays.equals(record.getEncoded(ASN1Encoding.DER), encoded);
            // Parts are decoded when they are asked for: here, so that nobody else meets what can't be.
            record.getDigestAlgorithms();
            for (ArchiveTimeStamp stamp : stamps(record)) {
                MessageDigest.getInstance(digestOf(stamp));
                stamp.getReducedHashTree();
                stamp.getTimeStampDigestValue();
            }
            return same && record.getArchiveTimeStampSequence().size() > 0 ? record : null;
        } catch (IOException | NoSuchAlgorithmException | RuntimeException e) {
            return null;
        }
    }

    /** Whether a record names the digests that its time-stamps use, and no others. */
    static boolean namesItsDigests(EvidenceRecord record) {
        Set<AlgorithmIdentifier> used = stamps(record).stream()
                .map(ArchiveTimeStamp::getDigestAlgorithmIdentifier)
                .collect(Collectors.toSet());
        return used.equals(Set.copyOf(Arrays.asList(record.getDigestAlgorithms())));
    }

    /** The time-stamps of a record, oldest first. */
    static List<ArchiveTimeStamp> stamps(EvidenceRecord record) {
        return Arrays.stream(record.getArchiveTimeStampSequence().getArchiveTimeStampChains())
                .flatMap(chain -> Arrays.stream(chain.getArchiveTimestamps()))
                .toList();
    }

    /** Whether the first time-stamp of a record leads to exactly these files. */
    static boolean covers(EvidenceRecord record, List<Path> files) throws IOException {
        ArchiveTimeStamp first = stamps(record).get(0);
        List<byte[]> named = new ArrayList<>();
        if (first.getReducedHashTree() == null || first.getReducedHashTree().length == 0) {
            named.add(first.getTimeStampDigestValue());
        } else {
            named.addAll(Arrays.asList(first.getReducedHashTree()[0].getValues()));
        }
        for (Path file : files) {
            byte[] digest = MerkleTree.digest(digestOf(first), file);
            if (!named.removeIf(one -> Arrays.equals(one, digest))) {
                return false;
            }
        }
        // A file that is alone stands beside its neighbour in the tree; of several, nothing stands between them.
        return files.size() == 1 ? named.size() <= 1 : named.isEmpty();
    }

    private List<byte[]> digests(@Nullable EvidenceRecord record, List<Path> files) throws IOException {
        List<byte[]> digests = new ArrayList<>();
        if (record == null) {
            for (Path file : files) {
                digests.add(MerkleTree.digest(digestName, file));
            }
        } else if (digestOf(last(record)).equals(digestName)) {
            byte[] stamp = last(record).getTimeStamp().getEncoded(ASN1Encoding.DER);
            digests.add(MerkleTree.digest(digestName, List.of(stamp)));
        } else {
            byte[] soFar = record.getArchiveTimeStampSequence().getEncoded(ASN1Encoding.DER);
            byte[] before = MerkleTree.digest(digestName, List.of(soFar));
            for (Path file : files) {
                digests.add(MerkleTree.digest(digestName, List.of(MerkleTree.digest(digestName, file), before)));
            }
        }
        return digests;
    }

    private static byte[] joined(@Nullable EvidenceRecord record, ArchiveTimeStamp stamp) throws IOException {
        EvidenceRecord joined;
        if (record == null) {
            joined = new EvidenceRecord(null, null, stamp);
        } else {
            boolean newChain = !digestOf(last(record)).equals(digestOf(stamp));
            joined = record.addArchiveTimeStamp(stamp, newChain);
        }
        return joined.getEncoded(ASN1Encoding.DER);
    }

    private ContentInfo stamp(byte[] root) throws IOException {
        byte[] token;
        try {
            token = timeStamper.stamp(digestName, root);
        } catch (IOException e) {
            throw new HosoException(Problem.SIGNING_FAILED, e, timeStamper.name(), "no time-stamp: " + e.getMessage());
        }
        return ContentInfo.getInstance(token);
    }

    private AlgorithmIdentifier algorithm() {
        return new AlgorithmIdentifier(new ASN1ObjectIdentifier(TimeStampCheck.oid(digestName)));
    }

    private static PartialHashtree @Nullable [] lists(List<List<byte[]>> path) {
        return path.isEmpty()
                ? null
                : path.stream()
                        .map(list -> new PartialHashtree(list.toArray(byte[][]::new)))
                        .toArray(PartialHashtree[]::new);
    }

    private static ArchiveTimeStamp last(EvidenceRecord record) {
        List<ArchiveTimeStamp> stamps = stamps(record);
        return stamps.get(stamps.size() - 1);
    }

    static String digestOf(ArchiveTimeStamp stamp) {
        return eu.europa.esig.dss.enumerations.DigestAlgorithm.forOID(
                        stamp.getDigestAlgorithmIdentifier().getAlgorithm().getId())
                .getJavaName();
    }

    private Instant expires(ArchiveTimeStamp stamp) throws IOException {
        TimeStampToken token =
                TimeStampCheck.parse("evidence record", stamp.getTimeStamp().getEncoded());
        return token.getCertificates().getMatches(null).stream()
                .filter(one -> token.getSID().match(one))
                .map(X509CertificateHolder::getNotAfter)
                .map(java.util.Date::toInstant)
                .findFirst()
                .orElse(Instant.MIN);
    }
}
