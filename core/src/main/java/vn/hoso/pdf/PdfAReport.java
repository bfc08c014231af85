package vn.hoso.pdf;

import java.util.Set;

/**
 * A verdict, and where the failures are.
 *
 * @param verdict the verdict
 * @param pages the places, from 0, of the pages with failures; empty where none is to blame
 */
record PdfAReport(PdfAVerdict verdict, Set<Integer> pages) {}
