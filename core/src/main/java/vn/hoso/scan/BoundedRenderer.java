package vn.hoso.scan;

import java.io.IOException;
import java.util.List;
import org.apache.pdfbox.contentstream.operator.Operator;
import org.apache.pdfbox.cos.COSBase;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.cos.COSStream;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.rendering.PDFRenderer;
import org.apache.pdfbox.rendering.PageDrawer;
import org.apache.pdfbox.rendering.PageDrawerParameters;

/** Draws the pages of a PDF within a time, and tells of what it could not draw instead of leaving it out. */
final class BoundedRenderer extends PDFRenderer {
    private final ScanLimits limits;
    private final String file;
    private final Deadline deadline;

    BoundedRenderer(PDDocument document, ScanLimits limits, String file, Deadline deadline) {
        super(document);
        this.limits = limits;
        this.file = file;
        this.deadline = deadline;
    }

    @Override
    protected PageDrawer createPageDrawer(PageDrawerParameters parameters) throws IOException {
        PageDrawer drawer = new Drawer(parameters);
        drawer.setAnnotationFilter(getAnnotationsFilter());
        return drawer;
    }

    private final class Drawer extends PageDrawer {
        Drawer(PageDrawerParameters parameters) throws IOException {
            super(parameters);
        }

        @Override
        protected void processOperator(Operator operator, List<COSBase> operands) throws IOException {
            deadline.check(file);
            if (operator.getName().equals("BI")) {
                PdfImages.checkInline(operator.getImageParameters(), operator.getImageData(), limits, file);
            } else if (operator.getName().equals("Do")
                    && !operands.isEmpty()
                    && operands.get(0) instanceof COSName name
                    && getResources() != null) {
                var objects = getResources().getCOSObject().getCOSDictionary(COSName.XOBJECT);
                if (objects != null
                        && objects.getDictionaryObject(name) instanceof COSStream stream
                        && COSName.IMAGE.equals(stream.getCOSName(COSName.SUBTYPE))) {
                    PdfImages.check(stream, limits, file);
                }
            }
            super.processOperator(operator, operands);
        }

        @Override
        protected void operatorException(Operator operator, List<COSBase> operands, IOException e) throws IOException {
            if (operator.getName().equals("Do") || operator.getName().equals("BI")) {
                throw e;
            }
            super.operatorException(operator, operands, e);
        }
    }
}
