package vn.hoso.examples;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.LongConsumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import vn.hoso.seal.SealVerdict;
import vn.hoso.seal.SealVerdict.Status;
import vn.hoso.seal.SigningRole;
import vn.hoso.signing.CertificateStatus;
import vn.hoso.signing.PadesSigner;
import vn.hoso.signing.SignatureLevel;
import vn.hoso.signing.SignatureValidator;
import vn.hoso.signing.SigningKey;
import vn.hoso.signing.TestAuthority;

/**
 * Changes single bytes of a signed file at random and has each changed file judged as {@code verify} does: none may be
 * valid.
 */
final class SignFlips {
    private static final int PROGRESS = 100;

    private final Path folder;
    private final Path paper;
    private final int jobs = Runtime.getRuntime().availableProcessors();

    /**
     * Flips of a paper.
     *
     * @param folder for what is signed
     * @param paper a PDF
     */
    SignFlips(Path folder, Path paper) {
        this.folder = folder;
        this.paper = paper;
    }

    /** One change: the byte at a place, and what it was changed by. */
    record Flip(int offset, int mask) {}

    /**
     * What came of it.
     *
     * @param level of the signature
     * @param bytes of the file
     * @param untouched what the file is worth unchanged
     * @param verdicts how many changed files were found to be what
     * @param reservations the codes of the reasons of those that hold with a reservation, and how many have them
     * @param valid the changes that went unnoticed
     */
    record Result(
            SignatureLevel level,
            int bytes,
            Status untouched,
            Map<Status, Long> verdicts,
            Map<String, Long> reservations,
            List<Flip> valid) {
        void write(JsonGenerator json) throws IOException {
            json.writeStartObject();
            json.writeStringField("level", level.name());
            json.writeNumberField("bytes", bytes);
            json.writeStringField("untouched", untouched.name());
            json.writeObjectFieldStart("verdicts");
            for (Map.Entry<Status, Long> verdict : verdicts.entrySet()) {
                json.writeNumberField(verdict.getKey().name(), verdict.getValue());
            }
            json.writeEndObject();
            json.writeObjectFieldStart("reservations");
            for (Map.Entry<String, Long> reservation : reservations.entrySet()) {
                json.writeNumberField(reservation.getKey(), reservation.getValue());
            }
            json.writeEndObject();
            json.writeArrayFieldStart("valid");
            for (Flip flip : valid) {
                json.writeStartObject();
                json.writeNumberField("offset", flip.offset());
                json.writeNumberField("mask", flip.mask());
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeEndObject();
        }
    }

    /**
     * Flips bytes of one file.
     *
     * @param level how it is signed
     * @param flips how many times a byte is changed, each time of the untouched file
     * @param seed of the chance
     * @param listener hears how many were judged
     */
    Result run(SignatureLevel level, int flips, long seed, LongConsumer listener) throws IOException {
        TestAuthority authority = TestAuthority.create(Clock.systemUTC(), TestAuthority.KeyKind.P_256);
        CertificateStatus status = authority.status();
        Path file = folder.resolve(level + ".pdf");
        try (SigningKey key = authority.issue("Flips")) {
            PadesSigner.builder()
                    .key(key)
                    .level(level)
                    .timeStamper(authority.timeStamper())
                    .status(status)
                    // What is seen only adds bytes that a signature covers, where a change is found at once.
                    .appearance(false)
                    .build()
                    .sign(paper, file, SigningRole.SCANNING_OFFICER, Instant.now());
        }
        byte[] signed = Files.readAllBytes(file);
        SignatureValidator validator =
                SignatureValidator.builder().status(status).build();
        Status untouched = validator.verifyPdf(file).status();
        Map<Status, Long> verdicts = new EnumMap<>(Status.class);
        Map<String, Long> reservations = new TreeMap<>();
        List<Flip> valid = new ArrayList<>();
        Random random = new Random(seed);
        ExecutorService pool = Executors.newFixedThreadPool(jobs);
        try {
            for (int done = 0; done < flips; ) {
                List<Flip> batch = new ArrayList<>();
                List<Future<SealVerdict>> judged = new ArrayList<>();
                for (int i = 0; i < Math.min(PROGRESS, flips - done); i++) {
                    Flip flip = new Flip(random.nextInt(signed.length), 1 + random.nextInt(255));
                    batch.add(flip);
                    judged.add(pool.submit(() -> judge(validator, signed, flip)));
                }
                for (int i = 0; i < batch.size(); i++) {
                    SealVerdict found = judged.get(i).get();
                    verdicts.merge(found.status(), 1L, Long::sum);
                    if (found.status() == Status.VALID) {
                        valid.add(batch.get(i));
                    } else if (found.status() == Status.VALID_BUT) {
                        reservations.merge(codes(found), 1L, Long::sum);
                    }
                }
                done += batch.size();
                listener.accept(done);
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException("a changed file broke the validation", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } finally {
            pool.shutdownNow();
        }
        return new Result(level, signed.length, untouched, Collections.unmodifiableMap(verdicts), reservations, valid);
    }

    private static String codes(SealVerdict verdict) {
        return Stream.concat(
                        verdict.reasons().stream(),
                        verdict.signatures().stream().flatMap(signature -> signature.reasons().stream()))
                .map(SealVerdict.Reason::code)
                .distinct()
                .sorted()
                .collect(Collectors.joining(" "));
    }

    private SealVerdict judge(SignatureValidator validator, byte[] signed, Flip flip) throws IOException {
        byte[] changed = signed.clone();
        changed[flip.offset()] ^= (byte) flip.mask();
        Path file = Files.createTempFile(folder, "changed", ".pdf");
        try {
            return validator.verifyPdf(Files.write(file, changed));
        } finally {
            Files.delete(file);
        }
    }
}
