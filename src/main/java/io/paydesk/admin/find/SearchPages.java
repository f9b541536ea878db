package io.paydesk.admin.find;

import io.paydesk.admin.AdminPages;
import io.paydesk.admin.Section;
import io.paydesk.admin.Visitor;
import io.paydesk.caller.Caller;
import io.paydesk.caller.CarriesCalls;
import io.paydesk.rest.StorableText;
import io.paydesk.search.SearchFlow;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/**
 * What the search dialog shows while somebody types: a POST, so that nothing of it is in an
 * address.
 */
@Path("/admin/search")
@RolesAllowed({Caller.ADMIN, Caller.SUPPORT})
public class SearchPages {

  /** As the API's. */
  private static final int LONGEST = 255;

  private final AdminPages pages;
  private final SearchFlow search;

  SearchPages(AdminPages pages, SearchFlow search) {
    this.pages = pages;
    this.search = search;
  }

  @POST
  @CarriesCalls
  @Operation(hidden = true)
  public Uni<Response> find(@FormParam("text") @Nullable String text) {
    var typed = searchable(text);
    return pages.show(Section.OVERVIEW, visitor -> found(typed, visitor).map(FindTemplates::hits));
  }

  /** What cannot be searched finds nothing. */
  private static String searchable(@Nullable String text) {
    if (text == null || StorableText.isBlank(text) || !StorableText.isStorable(text)) {
      return "";
    }
    return text.codePointCount(0, text.length()) <= LONGEST
        ? text
        : text.substring(0, text.offsetByCodePoints(0, LONGEST));
  }

  private Uni<HitsPage> found(String text, Visitor visitor) {
    var sections = sections(text, visitor).map(HitRow::of).toList();
    return text.isEmpty()
        ? Uni.createFrom().item(new HitsPage(sections, false, false))
        : search
            .find(text, visitor.caller())
            .map(
                found ->
                    new HitsPage(
                        Stream.concat(sections.stream(), found.data().stream().map(HitRow::of))
                            .toList(),
                        true,
                        found.more()));
  }

  /** Parts of the page whose name begins so; all of them where nothing was typed. */
  private static Stream<Section> sections(String text, Visitor visitor) {
    var begins = text.strip().toLowerCase(Locale.ROOT);
    return Arrays.stream(Section.values())
        .filter(section -> section.isOpenTo(visitor.signedIn()))
        .filter(section -> section.title().toLowerCase(Locale.ROOT).startsWith(begins));
  }
}
