package vn.hoso.text;

import java.awt.image.BufferedImage;

/**
 * The pixels of one page as scanned.
 *
 * @param page the page in its file, from 1
 * @param pixels the image, not yet turned upright; readers must not change it
 * @param dpi its resolution, dots an inch; where the file says none or an absurd one, the best guess
 */
public record PageImage(int page, BufferedImage pixels, double dpi) {}
