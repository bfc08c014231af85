package vn.hoso.examples;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How a run keeps within an amount of memory: how many processes read pages, and how much the pages may take that are
 * decoded and wait for them.
 *
 * <p>A third goes to the heap of this process, as the launcher arranges it; half of that to decoded pages. What is left
 * beside the rest of this process goes to the readers, each of which may take as much as the largest page that it is
 * given takes.
 *
 * @param workers how many processes may read, 1 or more
 * @param pageBytes what decoded pages may take, in bytes
 */
record MemoryPlan(int workers, long pageBytes) {
    private static final long MEGABYTE = 1L << 20;

    /** The code, the threads and the libraries of this process beside its heap. */
    private static final long BESIDE_HEAP = 160;

    /** The size at which a reader is replaced by a new one, in megabytes. */
    private static final long READER = 640;

    /** What one reader and everything else can do with, in megabytes. */
    private static final long LEAST = 1200;

    private static final Pattern SIZE = Pattern.compile("([1-9][0-9]{0,8})([mMgG])");

    /**
     * The plan for an amount.
     *
     * @param text megabytes or gigabytes, such as 1500m or 2g
     * @throws UsageException where it is no amount, or too little
     */
    static MemoryPlan of(String text, Texts texts) {
        Matcher size = SIZE.matcher(text);
        if (!size.matches()) {
            throw new UsageException(texts.get("usage.memory", "--max-memory", text, LEAST));
        }
        boolean giga = size.group(2).toLowerCase(Locale.ROOT).equals("g");
        long megabytes = Long.parseLong(size.group(1)) * (giga ? 1024 : 1);
        if (megabytes < LEAST) {
            throw new UsageException(texts.get("usage.memory", "--max-memory", text, LEAST));
        }
        long heap = megabytes / 3;
        long workers = Math.max(1, Math.min(1024, (megabytes - heap - BESIDE_HEAP) / READER));
        return new MemoryPlan((int) workers, heap * MEGABYTE / 2);
    }

    /** How many pages are read at once: as many as were asked for, but no more than there is memory for. */
    int jobs(int asked) {
        return Math.min(asked, workers);
    }

    /** The share of the heap of this process. */
    long heapMegabytes() {
        return 2 * pageBytes / MEGABYTE;
    }

    /** Whether the heap of this process was left to grow beyond its share: it was not started by the launcher. */
    boolean exceededByHeap() {
        return Runtime.getRuntime().maxMemory() > 2 * pageBytes + 8 * MEGABYTE;
    }
}
