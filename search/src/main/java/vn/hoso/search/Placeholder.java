package vn.hoso.search;

/** Stands here until the first public type does: javadoc refuses a package without one. */
public final class Placeholder {

    private Placeholder() {}
}
