package vn.hoso.scan;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.cos.COSBase;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.cos.COSObject;
import org.apache.pdfbox.cos.COSStream;
import org.apache.pdfbox.io.MemoryUsageSetting;
import org.apache.pdfbox.io.RandomAccessStreamCache.StreamCacheCreateFunction;
import org.apache.pdfbox.pdfwriter.compress.CompressParameters;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPageTree;
import org.apache.pdfbox.pdmodel.encryption.InvalidPasswordException;
import org.apache.pdfbox.pdmodel.interactive.form.PDAcroForm;
import org.jspecify.annotations.Nullable;
import vn.hoso.failure.HosoException;
import vn.hoso.failure.Problem;

/**
 * Writes a repaired copy of a PDF: read leniently, no encryption, a sound page tree and sound page boxes.
 *
 * @param file the copy
 * @param repairs what was done
 * @param signed whether the source carries a signature
 */
record PdfWorkCopy(Path file, List<String> repairs, boolean signed) {
    private static final long IN_MEMORY = 16L << 20;

    /** Makes the copy. Runs in a thread of its own, since hostile nesting overflows the stack of the parser. */
    static PdfWorkCopy make(SourceFile source, ScanLimits limits, ProtectionPolicy protection, Path workFolder)
            throws IOException {
        Path copy = Files.createTempFile(workFolder, "scan-", ".pdf");
        Path stripped = null;
        boolean done = false;
        try {
            Maker maker = new Maker(source, limits, protection, copy, cache(workFolder));
            int offset = headerOffset(source.path());
            Path readable = source.path();
            if (offset > 0) {
                stripped = Files.createTempFile(workFolder, "scan-", ".part");
                readable = stripped;
                copyFrom(source.path(), offset, stripped);
                maker.repairs.add(offset + " bytes before the PDF header left out");
            } else if (offset < 0) {
                maker.repairs.add("no PDF header");
            }
            maker.run(readable);
            done = true;
            return new PdfWorkCopy(copy, List.copyOf(maker.repairs), maker.signed);
        } finally {
            if (stripped != null) {
                Files.deleteIfExists(stripped);
            }
            if (!done) {
                Files.deleteIfExists(copy);
            }
        }
    }

    /** Where PDFBox keeps what does not fit into memory. */
    static StreamCacheCreateFunction cache(Path workFolder) {
        return MemoryUsageSetting.setupMixed(IN_MEMORY).setTempDir(workFolder.toFile()).streamCache;
    }

    private static int headerOffset(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return FileKinds.pdfHeader(in.readNBytes(FileKinds.PDF_HEADER_WITHIN));
        }
    }

    private static void copyFrom(Path from, int offset, Path to) throws IOException {
        try (InputStream in = Files.newInputStream(from);
                OutputStream out = Files.newOutputStream(to)) {
            in.skipNBytes(offset);
            in.transferTo(out);
        }
    }

    /** The work on one file. */
    private static final class Maker {
        private final SourceFile source;
        private final ScanLimits limits;
        private final ProtectionPolicy protection;
        private final Path copy;
        private final StreamCacheCreateFunction cache;
        private final List<String> repairs = new ArrayList<>();
        private boolean signed;

        Maker(
                SourceFile source,
                ScanLimits limits,
                ProtectionPolicy protection,
                Path copy,
                StreamCacheCreateFunction cache) {
            this.source = source;
            this.limits = limits;
            this.protection = protection;
            this.copy = copy;
            this.cache = cache;
        }

        void run(Path readable) throws IOException {
            PdfPrescan scan = PdfPrescan.of(readable, source.name(), limits);
            if (scan.openStream()) {
                throw damaged("it ends in the middle");
            }
            if (scan.loneReturns()) {
                repairs.add("stream keywords followed by a carriage return alone");
            }
            if (scan.repeatedKeys()) {
                repairs.add("a dictionary with the same key twice");
            }
            try (PDDocument document = Loader.loadPDF(readable.toFile(), "", cache)) {
                repair(document, scan);
                document.setAllSecurityToBeRemoved(true);
                try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(copy), 1 << 16)) {
                    document.save(out, CompressParameters.NO_COMPRESSION);
                }
            } catch (InvalidPasswordException e) {
                throw new HosoException(Problem.ENCRYPTED, e, source.name());
            } catch (IOException e) {
                throw named(e, scan);
            } catch (IllegalArgumentException
                    | IllegalStateException
                    | IndexOutOfBoundsException
                    | NullPointerException
                    | ClassCastException
                    | NegativeArraySizeException e) {
                // The parser meets damage in many ways.
                throw new HosoException(Problem.DAMAGED, e, source.name(), "its objects can't be read");
            }
        }

        private RuntimeException named(IOException e, PdfPrescan scan) throws IOException {
            String message = String.valueOf(e.getMessage());
            if (message.contains("recursion depth")) {
                return new HosoException(Problem.TOO_DEEP, e, source.name(), limits.depth());
            }
            if (e instanceof java.nio.file.FileSystemException || message.contains("No space left")) {
                throw e;
            }
            if (scan.encrypted()) {
                return new HosoException(Problem.ENCRYPTED, e, source.name());
            }
            return damaged(scan.endMark() ? "its objects can't be read" : "it ends in the middle");
        }

        private HosoException damaged(String found) {
            return new HosoException(Problem.DAMAGED, source.name(), found);
        }

        private void repair(PDDocument document, PdfPrescan scan) throws IOException {
            if (document.isEncrypted()) {
                if (protection == ProtectionPolicy.REFUSE) {
                    throw new HosoException(Problem.ENCRYPTED, source.name());
                }
                int bits = document.getEncryption().getPermissions();
                repairs.add("opened without a password although protected by an owner's one; permission bits " + bits
                        + " (" + permissions(document) + ")");
            }
            if (!scan.endMark()) {
                repairs.add("no end-of-file marker");
            }
            COSDictionary catalog = document.getDocumentCatalog().getCOSObject();
            ObjectTrees trees = new ObjectTrees(source.name(), limits, repairs);
            List<COSDictionary> pages = trees.pages(document);
            for (int i = 0; i < pages.size(); i++) {
                PageBoxes.repair(pages.get(i), i + 1, repairs);
                checkPresent(pages.get(i), i + 1);
            }
            trees.checkFields(catalog);
            signed = !document.getSignatureDictionaries().isEmpty();
            form(document);
        }

        private static String permissions(PDDocument document) {
            var allowed = document.getCurrentAccessPermission();
            return "printing " + yes(allowed.canPrint()) + ", changing " + yes(allowed.canModify()) + ", copying "
                    + yes(allowed.canExtractContent());
        }

        private static String yes(boolean allowed) {
            return allowed ? "allowed" : "not allowed";
        }

        /** A page whose content or images are referred to and not there would come out blank, in silence. */
        private void checkPresent(COSDictionary page, int number) {
            COSBase contents = page.getItem(COSName.CONTENTS);
            boolean lost = isLost(contents);
            if (page.getDictionaryObject(COSName.CONTENTS) instanceof COSArray parts) {
                for (int i = 0; i < parts.size(); i++) {
                    lost |= isLost(parts.get(i));
                }
            }
            COSBase resources = PDPageTree.getInheritableAttribute(page, COSName.RESOURCES);
            if (resources instanceof COSDictionary found) {
                COSDictionary objects = found.getCOSDictionary(COSName.XOBJECT);
                if (objects != null) {
                    for (COSName key : objects.keySet()) {
                        lost |= isLost(objects.getItem(key));
                    }
                }
            }
            if (lost) {
                throw damaged("content of page " + number + " is missing");
            }
        }

        private static boolean isLost(@Nullable COSBase item) {
            return item instanceof COSObject reference
                    && !(reference.getObject() instanceof COSStream)
                    && !(reference.getObject() instanceof COSArray);
        }

        private void form(PDDocument document) {
            PDAcroForm form;
            try {
                // With the usual fix-ups: fields that ask for it get an appearance.
                form = document.getDocumentCatalog().getAcroForm();
            } catch (RuntimeException e) {
                repairs.add("the form can't be read; its fields are shown as they were stored");
                return;
            }
            boolean rendered = document.getDocumentCatalog().getCOSObject().getBoolean("NeedsRendering", false);
            if (form == null) {
                if (rendered) {
                    repairs.add("a dynamic XFA form without its form: only its static pages can be shown");
                }
            } else if (form.hasXFA()) {
                repairs.add(
                        form.xfaIsDynamic()
                                ? "a dynamic XFA form: only its static pages can be shown"
                                : "an XFA form: its pages and fields are shown as they were stored");
            }
        }
    }
}
