package vn.hoso.extract;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import vn.hoso.paper.FieldType;

/** Who signed a paper, with what post and for which body. */
final class SignatureFields {
    private final List<PageView> pages;
    private final List<Signature> signatures;

    /**
     * The signatures of a paper.
     *
     * @param signatures the blocks of all its pages, from the top
     */
    SignatureFields(List<PageView> pages, List<Signature> signatures) {
        this.pages = pages;
        this.signatures = signatures;
    }

    /** The post of the signer alone. */
    Optional<Candidate> ownPost(FieldType field) {
        return signer().flatMap(block -> post(field, Posts.own(block.post()), block));
    }

    /** The post of the signer with that of the one for whom he signs. */
    Optional<Candidate> fullTitle(FieldType field) {
        return signer().flatMap(block -> post(field, block.fullTitle(), block));
    }

    /** The block of the signer: the last one with a name; of several side by side, the one at the right. */
    private Optional<Signature> signer() {
        return signatures.stream()
                .filter(block -> !isRegistrar(block) && !isHeading(block))
                .max(Comparator.<Signature>comparingInt(block -> block.name().isPresent() ? 1 : 0)
                        .thenComparingInt(block -> block.layout().page().page())
                        .thenComparingDouble(
                                block -> block.top() > 0.35 * block.layout().height() ? 1 : 0)
                        .thenComparingDouble(block -> block.middleX() + block.top()));
    }

    /** Whether a post without a name is what a diploma begins with: {@code HIỆU TRƯỞNG TRƯỜNG …} above its title. */
    private boolean isHeading(Signature block) {
        return block.name().isEmpty()
                && block.layout().page().page() == pages.get(0).page()
                && block.top() < 0.35 * block.layout().height();
    }

    private static boolean isRegistrar(Signature block) {
        String bare = Token.bare(block.title().stream().map(Row.Segment::text).reduce("", String::concat));
        return !block.isByOrder() && bare.contains("tuphap") && (bare.contains("canbo") || bare.contains("congchuc"));
    }

    private static Optional<Candidate> post(FieldType field, List<Token> tokens, Signature block) {
        double fit = block.name().isPresent() ? 0.95 : 0.75;
        return Normaliser.normalise(field.kind(), tokens).flatMap(read -> {
            List<String> doubts = new ArrayList<>(read.doubts());
            if (block.mayGoOn() || block.contradictsItself()) {
                doubts.add("cut_off");
            }
            return Candidate.inLayout(
                    field, new Normalised(read.value(), read.tokens(), doubts, read.wellFormed()), fit);
        });
    }

    /** The name under the post, or that of the applicant. */
    Optional<Candidate> name(FieldType field) {
        Optional<Signature> signer = signer();
        Optional<Row.Segment> name = signer.flatMap(Signature::name);
        if (name.isEmpty()) {
            name = Subjects.declarantName(pages);
        }
        if (name.isEmpty()) {
            return Subjects.lastName(pages).flatMap(segment -> Candidate.read(field, segment.tokens(), 0.6));
        }
        return name.flatMap(segment -> Names.read(segment.tokens()).flatMap(read -> {
            List<String> doubts = new ArrayList<>(read.doubts());
            if (!Names.looksLikeName(segment)) {
                // its first word is no known family name: an unusual one, or a usual one misread
                doubts.add("unlisted");
            }
            if (read.tokens().size() < 3) {
                // the seal lies over the beginning of the name and may hide a word of it
                doubts.add("cut_off");
            }
            return Candidate.inLayout(
                    field, new Normalised(read.value(), read.tokens(), doubts, read.wellFormed()), 0.9);
        }));
    }

    /** The name of the civil status officer beside the signer. */
    Optional<Candidate> registrar(FieldType field) {
        return Subjects.nameUnder(pages, "tuphaphotich")
                .or(() -> Subjects.nameUnder(pages, "canbohotich"))
                .flatMap(segment -> Candidate.read(field, segment.tokens(), 0.85));
    }

    /** Capitals directly above the post, such as {@code SỞ TÀI NGUYÊN VÀ MÔI TRƯỜNG}, {@code TM.} left out. */
    Optional<Candidate> agency(FieldType field) {
        Optional<Signature> signer = signer();
        if (signer.isEmpty()) {
            return Optional.empty();
        }
        List<Token> tokens = new ArrayList<>();
        List<Row.Segment> lines = new ArrayList<>(signer.get().above());
        lines.addAll(signer.get().title());
        for (Row.Segment line : lines) {
            if (Posts.isPost(line.text()) && !Agencies.opens(line.text())) {
                continue;
            }
            if (Posts.isAuthority(line.text())) {
                if (line.text().matches("(?i)^T\\s?M\\s?[.,].*")) {
                    List<Token> rest = line.tokens().get(0).text().matches("(?i)T\\s?M\\s?[.,]?")
                            ? line.tokens().subList(1, line.tokens().size())
                            : line.tokens();
                    tokens.addAll(rest);
                }
                continue;
            }
            tokens.addAll(line.tokens());
        }
        return tokens.isEmpty() ? Optional.empty() : Candidate.read(field, tokens, 0.8);
    }

    /** The office named in the title of a head: {@code CỤC TRƯỞNG CỤC CẢNH SÁT …} gives Cục Cảnh sát …. */
    Optional<Candidate> office(FieldType field) {
        for (Signature block : signatures) {
            List<Token> tokens = new ArrayList<>();
            block.above().forEach(line -> tokens.addAll(line.tokens()));
            block.title().forEach(line -> tokens.addAll(line.tokens()));
            String bare = Token.bare(Row.join(tokens));
            if (bare.contains("cuctruong") && tokens.size() > 4) {
                return Candidate.read(field, Agencies.withoutScraps(tokens.subList(2, tokens.size())), 0.9);
            }
        }
        for (PageView page : pages) {
            for (Row row : page.layout().rows()) {
                for (Row.Segment segment : row.segments()) {
                    String bare = Token.bare(segment.text());
                    if (bare.startsWith("bocongan") && segment.capitals() > 0.6) {
                        return Candidate.read(
                                field,
                                segment.tokens()
                                        .subList(0, Math.min(3, segment.tokens().size())),
                                0.9);
                    }
                }
            }
        }
        return Optional.empty();
    }
}
