package vn.hoso.scan;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.cos.COSBase;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSFloat;
import org.apache.pdfbox.cos.COSInteger;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.cos.COSNumber;
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
    private static final List<COSName> INHERITABLE =
            List.of(COSName.RESOURCES, COSName.MEDIA_BOX, COSName.CROP_BOX, COSName.ROTATE);
    /** A4 in points, for pages whose own box can't be used. */
    private static final double[] A4 = {0, 0, 595.28, 841.89};

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

    /** A place in a tree of objects, and how deep it lies. */
    private record Branch(COSDictionary node, int level) {}

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
            List<COSDictionary> pages = pages(document, catalog);
            for (int i = 0; i < pages.size(); i++) {
                repairPage(pages.get(i), i + 1);
            }
            checkFields(catalog);
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

        /** Walks the page tree without recursion and without trusting its counts. */
        private List<COSDictionary> pages(PDDocument document, COSDictionary catalog) {
            COSDictionary root = catalog.getCOSDictionary(COSName.PAGES);
            if (root == null) {
                throw new HosoException(Problem.NO_PAGES, source.name());
            }
            List<COSDictionary> pages = new ArrayList<>();
            Set<COSBase> nodes = Collections.newSetFromMap(new IdentityHashMap<>());
            Set<COSBase> leaves = Collections.newSetFromMap(new IdentityHashMap<>());
            Deque<Branch> open = new ArrayDeque<>();
            open.push(new Branch(root, 1));
            boolean odd = false;
            int missing = 0;
            while (!open.isEmpty()) {
                Branch branch = open.pop();
                COSDictionary node = branch.node();
                checkDepth(branch.level());
                COSArray kids = node.getCOSArray(COSName.KIDS);
                boolean inner = kids != null && !COSName.PAGE.equals(node.getCOSName(COSName.TYPE));
                if (!inner) {
                    if (COSName.PAGES.equals(node.getCOSName(COSName.TYPE))) {
                        // A branch without leaves.
                        continue;
                    }
                    // One page object used twice can't be given two texts: the second use gets an object of its own.
                    odd |= !leaves.add(node);
                    pages.add(node);
                    if (pages.size() > limits.pages()) {
                        long promised = Math.max(pages.size(), root.getLong(COSName.COUNT, 0));
                        throw new HosoException(Problem.TOO_MANY_PAGES, source.name(), promised, limits.pages());
                    }
                    continue;
                }
                if (!nodes.add(node)) {
                    odd = true;
                    continue;
                }
                for (int i = kids.size() - 1; i >= 0; i--) {
                    if (kids.getObject(i) instanceof COSDictionary kid) {
                        open.push(new Branch(kid, branch.level() + 1));
                    } else {
                        missing++;
                    }
                    if (open.size() > 2L * limits.pages() + limits.depth()) {
                        throw new HosoException(
                                Problem.TOO_MANY_PAGES,
                                source.name(),
                                Math.max(open.size(), root.getLong(COSName.COUNT, 0)),
                                limits.pages());
                    }
                }
            }
            if (missing > 0) {
                throw damaged(missing + " of " + (missing + pages.size()) + " pages are missing");
            }
            if (pages.isEmpty()) {
                throw new HosoException(Problem.NO_PAGES, source.name());
            }
            long promised = root.getLong(COSName.COUNT, -1);
            if (promised != pages.size() || odd || document.getNumberOfPages() != pages.size()) {
                repairs.add("the page tree says " + promised + " pages and has " + pages.size());
                flatten(catalog, root, pages);
            }
            return pages;
        }

        private void checkDepth(int level) {
            if (level > limits.depth()) {
                throw new HosoException(Problem.TOO_DEEP, source.name(), limits.depth());
            }
        }

        /** A form whose fields hold fields without end would keep the engine busy for long. */
        private void checkFields(COSDictionary catalog) {
            COSDictionary form = catalog.getCOSDictionary(COSName.ACRO_FORM);
            COSArray fields = form == null ? null : form.getCOSArray(COSName.FIELDS);
            Set<COSBase> seen = Collections.newSetFromMap(new IdentityHashMap<>());
            Deque<Branch> open = new ArrayDeque<>();
            push(open, fields, 1);
            while (!open.isEmpty()) {
                Branch field = open.pop();
                checkDepth(field.level());
                if (seen.add(field.node())) {
                    push(open, field.node().getCOSArray(COSName.KIDS), field.level() + 1);
                }
            }
        }

        private static void push(Deque<Branch> open, @Nullable COSArray kids, int level) {
            for (int i = 0; kids != null && i < kids.size(); i++) {
                if (kids.getObject(i) instanceof COSDictionary kid) {
                    open.push(new Branch(kid, level));
                }
            }
        }

        private static void flatten(COSDictionary catalog, COSDictionary root, List<COSDictionary> pages) {
            COSDictionary flat = new COSDictionary();
            COSArray kids = new COSArray();
            Set<COSBase> used = Collections.newSetFromMap(new IdentityHashMap<>());
            List<COSDictionary> own = new ArrayList<>();
            for (COSDictionary page : pages) {
                COSDictionary kept = used.add(page) ? page : new COSDictionary(page);
                for (COSName key : INHERITABLE) {
                    COSBase value = PDPageTree.getInheritableAttribute(page, key);
                    if (value != null) {
                        kept.setItem(key, value);
                    }
                }
                own.add(kept);
            }
            for (COSDictionary page : own) {
                page.setItem(COSName.TYPE, COSName.PAGE);
                page.setItem(COSName.PARENT, flat);
                kids.add(page);
            }
            flat.setItem(COSName.TYPE, COSName.PAGES);
            flat.setItem(COSName.KIDS, kids);
            flat.setInt(COSName.COUNT, own.size());
            catalog.setItem(COSName.PAGES, flat);
            pages.clear();
            pages.addAll(own);
            root.removeItem(COSName.PARENT);
        }

        private void repairPage(COSDictionary page, int number) {
            double[] media = box(page, COSName.MEDIA_BOX, number);
            if (media == null) {
                repairs.add("page " + number + ": no usable MediaBox, A4 taken");
                media = A4;
                page.setItem(COSName.MEDIA_BOX, array(A4));
            }
            COSBase cropFound = PDPageTree.getInheritableAttribute(page, COSName.CROP_BOX);
            if (cropFound != null) {
                double[] crop = box(page, COSName.CROP_BOX, number);
                double[] cut = crop == null ? null : intersection(media, crop);
                if (cut == null) {
                    repairs.add("page " + number + ": CropBox without area or outside of the MediaBox left out");
                    page.setItem(COSName.CROP_BOX, array(media));
                } else if (crop != null && differs(cut, crop)) {
                    repairs.add("page " + number + ": CropBox cut to the MediaBox");
                    page.setItem(COSName.CROP_BOX, array(cut));
                }
            }
            COSBase rotate = PDPageTree.getInheritableAttribute(page, COSName.ROTATE);
            if (rotate instanceof COSNumber turn && turn.intValue() % 90 != 0) {
                repairs.add("page " + number + ": /Rotate " + turn.intValue() + " is no quarter turn, left out");
                page.setItem(COSName.ROTATE, COSInteger.ZERO);
            }
            checkPresent(page, number);
        }

        /** The box with its corners in order, written back where they were not, or null. */
        private double @Nullable [] box(COSDictionary page, COSName key, int number) {
            if (!(PDPageTree.getInheritableAttribute(page, key) instanceof COSArray array) || array.size() < 4) {
                return null;
            }
            double[] v = new double[4];
            for (int i = 0; i < 4; i++) {
                if (!(array.getObject(i) instanceof COSNumber corner)) {
                    return null;
                }
                v[i] = corner.floatValue();
            }
            double[] ordered = {Math.min(v[0], v[2]), Math.min(v[1], v[3]), Math.max(v[0], v[2]), Math.max(v[1], v[3])};
            double width = ordered[2] - ordered[0];
            double height = ordered[3] - ordered[1];
            if (!(width >= 1 && height >= 1 && width < 1e6 && height < 1e6)) {
                return null;
            }
            if (v[0] > v[2] || v[1] > v[3]) {
                repairs.add("page " + number + ": corners of the " + key.getName() + " put in order");
                page.setItem(key, array(ordered));
            }
            return ordered;
        }

        private static double @Nullable [] intersection(double[] a, double[] b) {
            double[] cut = {Math.max(a[0], b[0]), Math.max(a[1], b[1]), Math.min(a[2], b[2]), Math.min(a[3], b[3])};
            return cut[2] - cut[0] >= 1 && cut[3] - cut[1] >= 1 ? cut : null;
        }

        private static boolean differs(double[] a, double[] b) {
            for (int i = 0; i < 4; i++) {
                if (Math.abs(a[i] - b[i]) > 0.01) {
                    return true;
                }
            }
            return false;
        }

        private static COSArray array(double[] box) {
            COSArray array = new COSArray();
            for (double value : box) {
                array.add(new COSFloat((float) value));
            }
            return array;
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
