package io.paydesk.admin.list;

import io.paydesk.admin.AdminPages;
import io.paydesk.admin.Visitor;
import io.paydesk.caller.Call;
import io.paydesk.caller.Caller;
import io.paydesk.caller.CarriesCalls;
import io.paydesk.caller.RoleGate;
import io.paydesk.problem.Refusal;
import io.paydesk.rest.PageQuery;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/** The pages that are lists, and the parts of them that are asked for as one scrolls. */
@Path("/admin/{list:orders|payments|refunds|disputes|subscriptions|inbox|runs|endpoints|audit}")
@RolesAllowed({Caller.ADMIN, Caller.SUPPORT})
public class ListResource {

  private static final String ROWS = "rows";
  private static final String SUM = "sum";
  private static final String FRESH = "fresh";

  private final AdminPages pages;
  private final ShopLists lists;

  ListResource(AdminPages pages, ShopLists lists) {
    this.pages = pages;
    this.lists = lists;
  }

  /**
   * @param part of the page; null for all of it
   * @param after the cursor of the rows that are asked for
   * @param since the cursor behind which the newest known rows lie
   */
  @GET
  @CarriesCalls
  @Operation(hidden = true)
  public Uni<Response> get(
      @PathParam("list") String name,
      @QueryParam("part") @Nullable String part,
      @QueryParam("after") @Nullable String after,
      @QueryParam("since-row") @Nullable String since,
      @Context UriInfo address) {
    var list = lists.called(name);
    var asked = Asked.read(list.filters(), address.getQueryParameters());
    return pages.show(
        list.section(),
        visitor -> {
          RoleGate.check(visitor.identity(), Call.reading(list.about().resource()));
          return show(list, asked, part, after, since, visitor);
        });
  }

  private static Uni<TemplateInstance> show(
      ShopList<?> list,
      Asked asked,
      @Nullable String part,
      @Nullable String after,
      @Nullable String since,
      Visitor visitor) {
    if (SUM.equals(part)) {
      asked.mustBeKnown(list.filters());
      return list.totals(asked)
          .map(totals -> Comes.to(totals, list.about(), visitor.words()))
          .map(ListTemplates::sum);
    }
    var rows = rows(list, asked, FRESH.equals(part) ? null : after, visitor);
    if (ROWS.equals(part)) {
      return rows.map(ListTemplates::rows);
    }
    if (FRESH.equals(part)) {
      return rows.map(page -> Fresh.since(since, page, list.about())).map(ListTemplates::fresh);
    }
    return rows.map(page -> ListPage.of(list, asked, page))
        .onFailure(ListResource::isOfTheFilters)
        .recoverWithItem(refused -> ListPage.refused(list, asked, (Refusal) refused))
        .map(ListTemplates::page);
  }

  private static Uni<Rows> rows(
      ShopList<?> list, Asked asked, @Nullable String after, Visitor visitor) {
    return Uni.createFrom()
        .deferred(
            () -> {
              asked.mustBeKnown(list.filters());
              asked.mustHaveCurrency();
              return list.page(asked, page(after), visitor.words());
            });
  }

  /** Whoever has asked for something that cannot be must be able to ask for something else. */
  private static boolean isOfTheFilters(Throwable failure) {
    return failure instanceof Refusal refusal
        && (refusal.status() == 400 || refusal.status() == 422);
  }

  private static PageQuery page(@Nullable String after) {
    var page = new PageQuery();
    page.limit = Integer.toString(PageQuery.MOST);
    page.after = after == null || after.isEmpty() ? null : after;
    return page;
  }
}
