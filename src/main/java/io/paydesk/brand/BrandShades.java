package io.paydesk.brand;

/**
 * A shop's color on one surface.
 *
 * @param fill of shapes: the color itself, but on a dark surface lighter where it would not show
 * @param edge of such shapes, which can be seen on the surface: of most colors the same
 * @param ink of text on such a shape
 * @param text of links, which can be read on the surface
 */
public record BrandShades(BrandColor fill, BrandColor edge, BrandColor ink, BrandColor text) {

  public static BrandShades of(BrandColor color, BrandColor surface) {
    var edge = color.against(surface, BrandColor.VISIBLE);
    boolean isDark = surface.ink().equals(BrandColor.WHITE);
    var fill = isDark ? edge : color;
    return new BrandShades(fill, edge, fill.ink(), color.against(surface, BrandColor.READABLE));
  }
}
