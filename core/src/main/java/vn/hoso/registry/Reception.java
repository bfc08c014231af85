package vn.hoso.registry;

import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import vn.hoso.paper.PaperId;

/** What became of a file that was handed in. */
public sealed interface Reception {
    /**
     * Chooses by case.
     *
     * @param taken what to do with a file that the caller now holds
     * @param done what to do with a file that is in the archive already
     * @param busy what to do with a file that somebody else works on
     * @param <R> the type of the answer
     * @return the answer of the case
     */
    default <R> R fold(
            Function<? super Taken, ? extends R> taken,
            Function<? super Done, ? extends R> done,
            Function<? super Busy, ? extends R> busy) {
        if (this instanceof Taken t) {
            return taken.apply(t);
        }
        if (this instanceof Done d) {
            return done.apply(d);
        }
        return busy.apply((Busy) this);
    }

    /**
     * The caller holds the lease and does the work.
     *
     * @param papers its papers as far as known, at least one, all of them {@link PaperState#RECEIVED} or stored already
     * @param attempt how often the file has been taken, from 1
     */
    record Taken(List<PaperEntry> papers, int attempt) implements Reception {
        public Taken {
            papers = List.copyOf(papers);
        }
    }

    /**
     * All papers of the file are in the archive; there is nothing to do.
     *
     * @param papers the papers, in the order of the file
     * @param name the name under which the content came first
     */
    record Done(List<PaperId> papers, String name) implements Reception {
        public Done {
            papers = List.copyOf(papers);
        }
    }

    /**
     * Somebody else holds the lease.
     *
     * @param worker who
     * @param until when the lease runs out unless it is renewed
     */
    record Busy(String worker, Instant until) implements Reception {}
}
