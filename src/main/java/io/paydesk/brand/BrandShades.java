package io.paydesk.brand;

/**
 * A shop's color on one surface.
 *
 * @param fill of shapes, which can be seen on the surface
 * @param ink of text on such a shape
 * @param text of links, which can be read on the surface
 */
public record BrandShades(BrandColor fill, BrandColor ink, BrandColor text) {

  public static BrandShades of(BrandColor color, BrandColor surface) {
    var fill = color.against(surface, BrandColor.VISIBLE);
    return new BrandShades(fill, fill.ink(), color.against(surface, BrandColor.READABLE));
  }
}
