package vn.hoso.examples;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.function.IntFunction;
import vn.hoso.record.DigitisedRecord;

/** What is measured for re-use: something that keeps records and finds them. */
interface BenchStore extends AutoCloseable {
    /** Makes room for records in a folder that is there. */
    @FunctionalInterface
    interface Opener {
        BenchStore open(Path folder) throws Exception;
    }

    /**
     * Stores many records, while nobody searches.
     *
     * @param count how many
     * @param records gives each by its number, from 0 on; asked for once each, by the threads that store
     */
    void addAll(int count, IntFunction<DigitisedRecord> records) throws Exception;

    /** How many threads store many records. */
    int writers();

    /** Stores what was added for good and so that it is found. */
    void finish() throws Exception;

    /** Stores one more record, while others search. */
    void add(DigitisedRecord record) throws Exception;

    /** Lets those who search find what was added. */
    void publish() throws Exception;

    /** The names on the records of a kind that a number has. */
    List<String> lookUp(String number, String kind) throws Exception;

    /** The names on the ten best records for a name as it is. */
    List<String> find(String name) throws Exception;

    /** The names on the ten best records for a name that was misread. */
    List<String> findMisread(String name) throws Exception;

    @Override
    void close() throws SQLException;
}
