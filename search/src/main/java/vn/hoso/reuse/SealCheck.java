package vn.hoso.reuse;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import vn.hoso.seal.SealVerdict;
import vn.hoso.seal.SealVerifier;

/** Checks seal and fixity of a record before it is called re-usable; a verdict is remembered by the digests. */
final class SealCheck {
    private static final int KEPT = 50_000;

    private final Records records;
    private final @Nullable SealVerifier verifier;
    private final ReusePolicy policy;
    private final Set<String> sound = ConcurrentHashMap.newKeySet();
    private final Map<String, SealVerdict> verdicts = Collections.synchronizedMap(new LinkedHashMap<>(64, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, SealVerdict> eldest) {
            return size() > KEPT;
        }
    });

    SealCheck(Records records, @Nullable SealVerifier verifier, ReusePolicy policy) {
        this.records = records;
        this.verifier = verifier;
        this.policy = policy;
    }

    /**
     * What was found.
     *
     * @param proof what may be shown, where nothing speaks against it
     * @param against what the record lacks, for {@code UNVERIFIED}
     * @param lacking what can't be told, for {@code CANNOT_TELL}
     */
    record Outcome(Answer.@Nullable Proof proof, List<Answer.Reason> against, List<Answer.Reason> lacking) {}

    Outcome check(Records.Loaded loaded) {
        List<Answer.Reason> against = new ArrayList<>();
        List<Answer.Reason> lacking = new ArrayList<>();
        SealVerdict verdict = null;
        String sealDigest = null;
        if (loaded.seal() != null) {
            sealDigest = Records.sha256(loaded.seal());
            verdict = verdict(loaded, sealDigest);
            if (verdict == null || verdict.status() == SealVerdict.Status.INDETERMINATE) {
                lacking.add(Answer.Reason.SEAL_UNCERTAIN);
            } else if (verdict.status() == SealVerdict.Status.INVALID
                    || verdict.status() == SealVerdict.Status.UNSIGNED) {
                against.add(Answer.Reason.SEAL_INVALID);
            }
        } else if (policy.sealNeeded()) {
            against.add(Answer.Reason.NOT_SEALED);
        }
        if (against.isEmpty() && lacking.isEmpty() && !isSound(loaded)) {
            lacking.add(Answer.Reason.FIXITY);
        }
        if (!against.isEmpty() || !lacking.isEmpty()) {
            return new Outcome(null, against, lacking);
        }
        return new Outcome(proof(loaded, sealDigest, verdict), against, lacking);
    }

    private @Nullable SealVerdict verdict(Records.Loaded loaded, String sealDigest) {
        if (verifier == null || loaded.seal() == null) {
            return null;
        }
        byte[] seal = loaded.seal();
        SealVerifier engine = verifier;
        return verdicts.computeIfAbsent(
                loaded.sha256() + sealDigest, digests -> engine.verifyRecord(loaded.bytes(), seal));
    }

    private boolean isSound(Records.Loaded loaded) {
        String version = loaded.id() + "/" + loaded.version();
        if (sound.contains(version)) {
            return true;
        }
        if (!records.fixity(loaded.id()).isEmpty()) {
            return false;
        }
        if (sound.size() > KEPT) {
            sound.clear();
        }
        sound.add(version);
        return true;
    }

    private static Answer.Proof proof(
            Records.Loaded loaded, @Nullable String sealDigest, @Nullable SealVerdict verdict) {
        if (verdict == null || verdict.signatures().isEmpty()) {
            return new Answer.Proof(loaded.sha256(), sealDigest, verdict == null ? null : verdict.status(), null, null);
        }
        SealVerdict.Signature signature = verdict.signatures().get(0);
        return new Answer.Proof(
                loaded.sha256(), sealDigest, verdict.status(), signature.signer(), signature.signedAt());
    }
}
