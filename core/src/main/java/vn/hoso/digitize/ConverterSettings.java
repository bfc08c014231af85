package vn.hoso.digitize;

import org.jspecify.annotations.Nullable;
import vn.hoso.pdf.PdfComposer;
import vn.hoso.seal.PdfSigner;
import vn.hoso.seal.SignatureReporter;

/**
 * What a conversion needs, the same for every file of a run.
 *
 * @param home where papers are kept
 * @param digitizer reads the files
 * @param signer signs the renditions
 * @param agency the agency in the conversion mark
 * @param plain composes without checking
 * @param checks validates what was signed
 * @param originals what is digitised and what is not
 * @param original the kind of all papers as the operator states it, or null
 * @param compact whether a small copy for looking things up is kept too
 * @param blankPages whether blank pages stay in the rendition
 * @param reporter says what the signatures of a file are worth that was signed before it was handed in, or null
 * @param probe hears of each step just done; tests let a process die there
 */
record ConverterSettings(
        Home home,
        Digitizer digitizer,
        PdfSigner signer,
        String agency,
        PdfComposer plain,
        PdfAChecks checks,
        Originals originals,
        @Nullable String original,
        boolean compact,
        boolean blankPages,
        @Nullable SignatureReporter reporter,
        Probe probe) {}
