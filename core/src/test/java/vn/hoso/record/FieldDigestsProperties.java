package vn.hoso.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.random.RandomGenerator;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import vn.hoso.paper.Field;

class FieldDigestsProperties {
    static LongStream seeds() {
        return LongStream.range(0, 60);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void provesEachFieldAndNothingElse(long seed) {
        RandomGenerator random = new Random(seed);
        List<Field> fields = Records.fields(random, 1 + random.nextInt(40));
        FieldDigests digests = FieldDigests.of(fields, random);

        for (Field field : fields) {
            FieldProof proof = digests.prove(fields, field.key());
            assertThat(proof.verify(digests.root())).isTrue();
            assertThat(proof.value()).isEqualTo(field.value());
            assertThat(forgeries(proof)).noneMatch(forged -> forged.verify(digests.root()));
        }
    }

    private static Stream<FieldProof> forgeries(FieldProof p) {
        List<FieldProof> forged = new ArrayList<>(List.of(
                new FieldProof(p.key(), p.value() + "x", p.salt(), p.index(), p.size(), p.path()),
                new FieldProof(p.key() + "x", p.value(), p.salt(), p.index(), p.size(), p.path()),
                new FieldProof(p.key(), p.value(), "00".repeat(16), p.index(), p.size(), p.path()),
                new FieldProof(p.key(), p.value(), "zz", p.index(), p.size(), p.path()),
                new FieldProof(p.key(), p.value(), p.salt(), -1, p.size(), p.path()),
                new FieldProof(p.key(), p.value(), p.salt(), p.index(), p.index(), p.path())));
        List<String> longer = new ArrayList<>(p.path());
        longer.add("00".repeat(32));
        forged.add(new FieldProof(p.key(), p.value(), p.salt(), p.index(), p.size(), longer));
        if (!p.path().isEmpty()) {
            forged.add(new FieldProof(
                    p.key(),
                    p.value(),
                    p.salt(),
                    p.index(),
                    p.size(),
                    p.path().subList(1, p.path().size())));
            List<String> turned = new ArrayList<>(p.path());
            Collections.reverse(turned);
            if (!turned.equals(p.path())) {
                forged.add(new FieldProof(p.key(), p.value(), p.salt(), p.index(), p.size(), turned));
            }
        }
        // what belongs to the key must not pass for the beginning of the value
        if (!p.value().isEmpty()) {
            forged.add(new FieldProof(
                    p.key() + p.value().charAt(0), p.value().substring(1), p.salt(), p.index(), p.size(), p.path()));
        }
        return forged.stream();
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void changesTheRootWithAnyChange(long seed) {
        RandomGenerator random = new Random(seed);
        List<Field> fields = Records.fields(random, 2 + random.nextInt(20));
        FieldDigests digests = FieldDigests.of(fields, random);
        int place = random.nextInt(fields.size());
        List<Field> changed = new ArrayList<>(fields);
        changed.set(
                place, Records.field(fields.get(place).key(), fields.get(place).value() + " ", 0.5));
        List<Field> turned = new ArrayList<>(fields);
        Collections.reverse(turned);

        assertThat(digests.match(fields)).isTrue();
        assertThat(digests.match(changed)).isFalse();
        assertThat(digests.match(turned)).isFalse();
        assertThat(digests.match(fields.subList(1, fields.size()))).isFalse();
        assertThat(FieldDigests.of(fields, random).root()).isNotEqualTo(digests.root());
    }

    /** The root of the RFC's tree, computed level by level instead of by recursion. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 15, 16, 17, 31, 33})
    void buildsTheTreeOfTheRfc(int size) throws Exception {
        List<byte[]> leaves = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            leaves.add(MerkleTree.leaf(new byte[16], "k" + i, "v"));
        }
        List<byte[]> level = leaves;
        while (level.size() > 1) {
            List<byte[]> above = new ArrayList<>();
            for (int i = 0; i < level.size(); i += 2) {
                if (i + 1 == level.size()) {
                    above.add(level.get(i));
                } else {
                    var digest = java.security.MessageDigest.getInstance("SHA-256");
                    digest.update((byte) 1);
                    digest.update(level.get(i));
                    digest.update(level.get(i + 1));
                    above.add(digest.digest());
                }
            }
            level = above;
        }
        assertThat(MerkleTree.root(leaves)).isEqualTo(level.get(0));
    }

    @Test
    void hashesALeafAsTheSchemaDescribesIt() throws Exception {
        byte[] salt = HexFormat.of().parseHex("000102030405060708090a0b0c0d0e0f");
        var digest = java.security.MessageDigest.getInstance("SHA-256");
        digest.update((byte) 0);
        digest.update(salt);
        digest.update(new byte[] {0, 0, 0, 1});
        digest.update("k".getBytes(StandardCharsets.UTF_8));
        digest.update(new byte[] {0, 0, 0, 3});
        digest.update("Đ!".getBytes(StandardCharsets.UTF_8));

        assertThat(MerkleTree.leaf(salt, "k", "Đ!")).isEqualTo(digest.digest());
    }

    @Test
    void provesNothingWithoutDigests() {
        List<Field> fields = Records.fields(new Random(1), 3);

        assertThat(FieldDigests.NONE.match(fields)).isTrue();
        assertThatThrownBy(() -> FieldDigests.NONE.prove(fields, "key_0")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> FieldDigests.of(fields, new Random(1)).prove(fields, "key_9"))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
