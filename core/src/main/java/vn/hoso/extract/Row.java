package vn.hoso.extract;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A visual line of the straightened page: what stands side by side, from left to right, in segments with wide gaps
 * between them.
 *
 * @param index its number on the page, from 0, top down
 * @param segments the segments
 */
record Row(int index, List<Segment> segments) {
    Row {
        segments = List.copyOf(segments);
    }

    /** A run of words without a wide gap, form dots left out. */
    record Segment(List<Token> tokens) {
        Segment {
            tokens = List.copyOf(tokens);
        }

        double x0() {
            return tokens.get(0).x0();
        }

        double x1() {
            return tokens.get(tokens.size() - 1).x1();
        }

        String text() {
            return join(tokens);
        }

        double height() {
            double[] heights =
                    tokens.stream().mapToDouble(Token::height).sorted().toArray();
            return heights[heights.length / 2];
        }

        double top() {
            return tokens.stream().mapToDouble(Token::y0).min().orElse(0);
        }

        double bottom() {
            return tokens.stream().mapToDouble(Token::y1).max().orElse(0);
        }

        double middle() {
            return tokens.stream().mapToDouble(Token::middle).average().orElse(0);
        }

        double centre() {
            return (x0() + x1()) / 2;
        }

        /** Share of capitals among the letters. */
        double capitals() {
            long letters = text().chars().filter(Character::isLetter).count();
            long capitals = text().chars().filter(Character::isUpperCase).count();
            return letters == 0 ? 0 : (double) capitals / letters;
        }

        int letters() {
            return (int) text().chars().filter(Character::isLetter).count();
        }
    }

    List<Token> tokens() {
        List<Token> all = new ArrayList<>();
        segments.forEach(segment -> all.addAll(segment.tokens()));
        return all;
    }

    double top() {
        return segments.stream().mapToDouble(Segment::top).min().orElse(0);
    }

    double bottom() {
        return segments.stream().mapToDouble(Segment::bottom).max().orElse(0);
    }

    double middle() {
        return tokens().stream().mapToDouble(Token::middle).average().orElse(0);
    }

    double x0() {
        return segments.get(0).x0();
    }

    double x1() {
        return segments.get(segments.size() - 1).x1();
    }

    String text() {
        return segments.stream().map(Segment::text).collect(Collectors.joining(" "));
    }

    static String join(List<Token> tokens) {
        StringBuilder joined = new StringBuilder();
        for (int i = 0; i < tokens.size(); i++) {
            if (i > 0 && !tokens.get(i).continues(tokens.get(i - 1))) {
                joined.append(' ');
            }
            joined.append(tokens.get(i).text());
        }
        return joined.toString();
    }
}
