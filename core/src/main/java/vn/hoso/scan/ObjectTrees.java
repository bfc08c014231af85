package vn.hoso.scan;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.cos.COSBase;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPageTree;
import org.jspecify.annotations.Nullable;
import vn.hoso.failure.HosoException;
import vn.hoso.failure.Problem;

/**
 * Walks what in a PDF should be a tree and need not be one: its pages and the fields of its form. Without recursion, within
 * limits, and without trusting what the tree says of itself. A tree of pages that is none is made one.
 */
final class ObjectTrees {
    private static final List<COSName> INHERITABLE =
            List.of(COSName.RESOURCES, COSName.MEDIA_BOX, COSName.CROP_BOX, COSName.ROTATE);

    private final String file;
    private final ScanLimits limits;
    private final List<String> repairs;

    /** Trees of a file; what is repaired is added to the repairs. */
    ObjectTrees(String file, ScanLimits limits, List<String> repairs) {
        this.file = file;
        this.limits = limits;
        this.repairs = repairs;
    }

    /** A place in a tree of objects, and how deep it lies. */
    private record Branch(COSDictionary node, int level) {}

    /** The pages in order, each an object of its own. */
    List<COSDictionary> pages(PDDocument document) {
        COSDictionary catalog = document.getDocumentCatalog().getCOSObject();
        COSDictionary root = catalog.getCOSDictionary(COSName.PAGES);
        if (root == null) {
            throw new HosoException(Problem.NO_PAGES, file);
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
                    throw new HosoException(Problem.TOO_MANY_PAGES, file, promised, limits.pages());
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
                            file,
                            Math.max(open.size(), root.getLong(COSName.COUNT, 0)),
                            limits.pages());
                }
            }
        }
        if (missing > 0) {
            throw new HosoException(
                    Problem.DAMAGED, file, missing + " of " + (missing + pages.size()) + " pages are missing");
        }
        if (pages.isEmpty()) {
            throw new HosoException(Problem.NO_PAGES, file);
        }
        long promised = root.getLong(COSName.COUNT, -1);
        if (promised != pages.size() || odd || document.getNumberOfPages() != pages.size()) {
            repairs.add("the page tree says " + promised + " pages and has " + pages.size());
            flatten(catalog, root, pages);
        }
        return pages;
    }

    /** A form whose fields hold fields without end would keep the engine busy for long. */
    void checkFields(COSDictionary catalog) {
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

    private void checkDepth(int level) {
        if (level > limits.depth()) {
            throw new HosoException(Problem.TOO_DEEP, file, limits.depth());
        }
    }
}
