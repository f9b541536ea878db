package io.paydesk.page;

import io.paydesk.key.PayLinks;
import io.paydesk.problem.Refusal;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The page on which a payer pays one order. What it shows is what the API knows; what it does, its
 * modules ask of the API with the link's token.
 */
@Path("/pay")
@PermitAll
public class PageResource {

  private static final Logger LOG = Logger.getLogger(PageResource.class);

  private static final String HTML = "text/html; charset=utf-8";

  private final PayLinks links;
  private final OrderPages pages;
  private final CardPages cards;
  private final Frames frames;
  private final PagePolicy policy;
  private final FrameAncestors ancestors;
  private final WayBack wayBack;
  private final PageUse use;

  PageResource(
      PayLinks links,
      OrderPages pages,
      CardPages cards,
      Frames frames,
      PagePolicy policy,
      FrameAncestors ancestors,
      WayBack wayBack,
      PageUse use) {
    this.links = links;
    this.pages = pages;
    this.cards = cards;
    this.frames = frames;
    this.policy = policy;
    this.ancestors = ancestors;
    this.wayBack = wayBack;
    this.use = use;
  }

  /**
   * @param returned that the payer was sent back, and nothing about how it went
   */
  @GET
  @Path("{token}")
  @Operation(hidden = true)
  public Uni<Response> page(
      @PathParam("token") String token,
      @QueryParam("returned") @Nullable String returned,
      @Context HttpHeaders headers) {
    var visit =
        new Visit(
            PageLocale.of(headers.getHeaderString(HttpHeaders.ACCEPT_LANGUAGE)),
            returned != null,
            ancestors.isFramed(headers.getHeaderString("Sec-Fetch-Dest")),
            PageUse.isByThePage(headers.getRequestHeaders()));
    var locale = visit.locale();
    return links
        .open(token)
        .flatMap(
            link ->
                link.map(opened -> opened(opened, token, visit))
                    .orElseGet(() -> Uni.createFrom().item(notice(Notice.UNKNOWN, null, locale))))
        .onFailure()
        .recoverWithItem(failure -> notice(noticeOf(failure), null, locale));
  }

  /** What is refused is nobody's fault: the order was deleted meanwhile, or too many ask. */
  private static Notice noticeOf(Throwable failure) {
    if (failure instanceof Refusal refusal) {
      return refusal.status() == 404 ? Notice.UNKNOWN : Notice.BROKEN;
    }
    LOG.error("The payer's page could not be shown", failure);
    return Notice.BROKEN;
  }

  private Uni<Response> opened(PayLinks.Opened link, String token, Visit visit) {
    var locale = visit.locale();
    if (link.expired()) {
      return Uni.createFrom().item(notice(Notice.EXPIRED, link.returnUrl(), locale));
    }
    return link.payer().seesCardsAlone()
        ? cards.of(link, locale).map(page -> show(page, link, token, visit))
        : pages
            .of(link, locale, visit.hasReturned())
            .invoke(
                page -> {
                  if (!visit.byThePage()) {
                    use.opened(page.state());
                  }
                })
            .map(
                page ->
                    show(
                        page,
                        link.returnUrl(),
                        locale,
                        wayBack.cookie(Long.toString(page.order()), token, visit.framed())));
  }

  /**
   * One reading of the page.
   *
   * @param hasReturned whether Stripe or a bank has just sent the payer back
   * @param framed whether the browser reads it into a frame
   * @param byThePage whether the page reads itself again
   */
  private record Visit(PageLocale locale, boolean hasReturned, boolean framed, boolean byThePage) {}

  private Response show(OrderPage page, @Nullable String back, PageLocale locale, String wayBack) {
    var frame = frames.of(locale).backTo(back);
    var html = PageTemplates.order(frame, page).setLocale(locale.words()).render();
    var answer = answer(200, html, pictures(frame, page));
    return page.isLive() ? answer.header("Set-Cookie", wayBack).build() : answer.build();
  }

  private Response show(CardPage page, PayLinks.Opened link, String token, Visit visit) {
    var frame = frames.of(visit.locale()).backTo(link.returnUrl());
    var html = PageTemplates.cards(frame, page).setLocale(visit.locale().words()).render();
    return answer(200, html, Stream.of(frame.logo()).filter(Objects::nonNull).toList())
        .header("Set-Cookie", wayBack.cookie(CardPages.nameOf(link), token, visit.framed()))
        .build();
  }

  private static List<String> pictures(Frame frame, OrderPage page) {
    return Stream.concat(Stream.of(frame.logo()), page.lines().stream().map(OrderPage.Line::image))
        .filter(Objects::nonNull)
        .toList();
  }

  private Response notice(Notice notice, @Nullable String back, PageLocale locale) {
    use.led(notice);
    var around = frames.of(locale).backTo(back);
    var frame = notice == Notice.BACK ? around.deeper() : around;
    var html = PageTemplates.notice(frame, notice).setLocale(locale.words()).render();
    var logo = Stream.of(frame.logo()).filter(Objects::nonNull).toList();
    var answer = answer(notice.status, html, logo);
    return notice == Notice.BROKEN ? answer.header("Retry-After", "5").build() : answer.build();
  }

  private Response.ResponseBuilder answer(int status, String html, List<String> pictures) {
    var answer = Response.status(status).entity(html).header("Content-Type", HTML);
    policy.headers(pictures).forEach(answer::header);
    return answer;
  }

  /**
   * Where Stripe and banks send payers to. These addresses are kept by others, so none has a token
   * in it: the browser's own cookie says which page the payer came from.
   */
  @GET
  @Path("back/{order}")
  @Operation(hidden = true)
  public Response back(
      @PathParam("order") String order,
      @QueryParam("canceled") @Nullable String canceled,
      @Context HttpHeaders headers,
      @HeaderParam("Accept-Language") @Nullable String languages) {
    var token = wayBack.token(order, headers.getCookies());
    return token == null
        ? notice(Notice.BACK, null, PageLocale.of(languages))
        : Response.status(303)
            .header("Location", "../" + token + (canceled == null ? "?returned=1" : ""))
            .header("Cache-Control", "no-store")
            .header("Referrer-Policy", "no-referrer")
            .build();
  }
}
