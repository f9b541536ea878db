package io.paydesk.admin.overview;

import io.paydesk.admin.AdminPages;
import io.paydesk.admin.Section;
import io.paydesk.admin.Visitor;
import io.paydesk.caller.Caller;
import io.paydesk.caller.CarriesCalls;
import io.paydesk.figure.Attention;
import io.paydesk.figure.Figures;
import io.paydesk.figure.RecentFigures;
import io.paydesk.figure.Span;
import io.paydesk.figure.SpanFiguresView;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.CookieParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.function.Function;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/** How the shop does, and what needs somebody now. */
@Path("/admin")
@RolesAllowed({Caller.ADMIN, Caller.SUPPORT})
public class OverviewPage {

  private static final int LONGEST_ZONE = 60;

  private final AdminPages pages;
  private final Figures figures;
  private final RecentFigures recent;
  private final Attention attention;

  OverviewPage(AdminPages pages, Figures figures, RecentFigures recent, Attention attention) {
    this.pages = pages;
    this.figures = figures;
    this.recent = recent;
    this.attention = attention;
  }

  /**
   * What an address says that means nothing is as if it did not say it: an old link still opens.
   *
   * @param ownZone where the browser was when it last looked: with it the first answer is right
   */
  @GET
  @CarriesCalls
  @Operation(hidden = true)
  public Uni<Response> get(
      @QueryParam("period") @Nullable String period,
      @QueryParam("currency") @Nullable String currency,
      @QueryParam("zone") @Nullable String zone,
      @CookieParam("paydesk-zone") @Nullable String ownZone,
      @HeaderParam("HX-Request") @Nullable String refreshes) {
    Function<Span, Uni<SpanFiguresView>> read = refreshes == null ? recent::anew : recent::of;
    return pages.show(
        Section.OVERVIEW,
        visitor ->
            overview(
                visitor, Period.of(period), currency, zone(zone == null ? ownZone : zone), read));
  }

  private Uni<TemplateInstance> overview(
      Visitor visitor,
      Period period,
      @Nullable String currency,
      ZoneId zone,
      Function<Span, Uni<SpanFiguresView>> read) {
    var now = RecentFigures.soon(Instant.now()).atZone(zone);
    var span = period.now(now);
    var behind = period.wholeBefore(now);
    return Uni.combine()
        .all()
        .unis(
            read.apply(span),
            read.apply(period.before(now)),
            read.apply(behind),
            attention.now(visitor.caller()),
            figures.isNothing())
        .usingConcurrencyOf(1)
        .with(Overview.Read::new)
        .map(all -> OverviewTemplates.overview(Overview.of(period, span, behind, currency, all)));
  }

  private static ZoneId zone(@Nullable String text) {
    if (text != null && text.length() <= LONGEST_ZONE) {
      try {
        return ZoneId.of(text);
      } catch (DateTimeException e) {
        // as if it were not said
      }
    }
    return ZoneId.of("UTC");
  }
}
