package vn.hoso.examples;

/** Where warnings go. */
enum LogStyle {
    /** To the log files of the home. */
    FILE,
    /** There, and as JSON to standard error, with what becomes of each file. */
    JSON
}
