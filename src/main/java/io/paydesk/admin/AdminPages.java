package io.paydesk.admin;

import io.paydesk.brand.BrandConfig;
import io.paydesk.caller.Caller;
import io.paydesk.problem.HttpProblems;
import io.paydesk.problem.Refusal;
import io.paydesk.problem.Refusals;
import io.paydesk.session.ShopProvider;
import io.paydesk.session.SignedIn;
import io.paydesk.stripe.StripeAccountConfig;
import io.quarkus.qute.TemplateInstance;
import io.quarkus.security.identity.CurrentIdentityAssociation;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Answers each page of {@code /admin}: its frame, its headers, and what is shown if it fails. */
@Singleton
public class AdminPages {

  private final BrandConfig brand;
  private final StripeAccountConfig account;
  private final AdminAssets assets;
  private final ShopProvider provider;
  private final OfferedIdentities offered;
  private final CurrentIdentityAssociation identities;
  private final CurrentVertxRequest http;

  AdminPages(
      BrandConfig brand,
      StripeAccountConfig account,
      AdminAssets assets,
      ShopProvider provider,
      OfferedIdentities offered,
      CurrentIdentityAssociation identities,
      CurrentVertxRequest http) {
    this.brand = brand;
    this.account = account;
    this.assets = assets;
    this.provider = provider;
    this.offered = offered;
    this.identities = identities;
    this.http = http;
  }

  /**
   * A page for whoever has signed in. What it fails with is a page too: a refusal of the API says
   * in its own words what to do.
   *
   * @param section that the navigation marks
   * @param page makes the template's instance; {@code frame} and {@code words} are added to it
   */
  public Uni<Response> show(
      Section section, Function<Visitor, Uni<? extends TemplateInstance>> page) {
    var request = http.getCurrent().request();
    return identities
        .getDeferredIdentity()
        .flatMap(
            identity -> {
              var visitor = visitor(identity, request);
              var frame = frame(section, visitor.signedIn(), isWhole(request));
              return Uni.createFrom()
                  .deferred(() -> page.apply(visitor).map(made -> (TemplateInstance) made))
                  .map(made -> answer(200, made, frame, visitor.words()))
                  .onFailure()
                  .recoverWithItem(
                      failure -> problem(Refusals.of(failure), frame, visitor.words()));
            });
  }

  /**
   * Who is not signed in is answered before a page is asked: this holds where that was gone past.
   */
  private static Visitor visitor(SecurityIdentity identity, HttpServerRequest request) {
    var signedIn = SignedIn.of(identity).orElseThrow(() -> HttpProblems.of(401));
    return new Visitor(Caller.of(identity), identity, signedIn, words(request));
  }

  /** A page for everybody, before they have signed in. */
  Response open(int status, TemplateInstance page) {
    var request = http.getCurrent().request();
    return answer(status, page, frame(null, null, true), words(request));
  }

  /**
   * Has the browser ask once more, from a page of ours. Where there is more in the address than a
   * path, somebody has to press a link: another site could have a list counted and sorted again and
   * again by whoever looks at it.
   */
  Response again(String to) {
    var after = AdminPaths.afterSignIn(to);
    return open(200, AdminTemplates.goOn(after, !after.contains("?")));
  }

  /**
   * The page on which somebody signs in.
   *
   * @param to where they go afterwards; may be anything
   * @param why they are there; null for no reason
   */
  Response signIn(@Nullable String to, @Nullable String why) {
    return signIn(200, to, null, null, why);
  }

  /**
   * @param words why the key that they have sent opens nothing
   */
  Response signInWithAnotherKey(int status, @Nullable String to, String words) {
    return signIn(status, to, words, null, null);
  }

  /**
   * @param words why they could not sign in
   */
  Response signInAgain(int status, @Nullable String to, String words) {
    return signIn(status, to, null, words, null);
  }

  private Response signIn(
      int status,
      @Nullable String to,
      @Nullable String keyProblem,
      @Nullable String problem,
      @Nullable String why) {
    var page =
        new SignInPage(
            AdminPaths.afterSignIn(to),
            keyProblem,
            problem,
            why,
            provider.isSetUp(),
            offered.identities());
    return open(status, AdminTemplates.signIn(page));
  }

  /**
   * A page that nobody has made.
   *
   * @param problem as the API says it
   */
  Response problem(int status, Map<?, ?> problem, SignedIn who) {
    var request = http.getCurrent().request();
    var page =
        isOfHttp(status, problem, who)
            ? AdminTemplates.problem(
                status, ProblemWords.of(status).title(), ProblemWords.of(status).detail())
            : AdminTemplates.problem(
                status,
                String.valueOf(problem.get("title")),
                String.valueOf(problem.get("detail")));
    return answer(status, page, frame(null, who, isWhole(request)), words(request));
  }

  /** And no refusal of ours, which says what to do. */
  private static boolean isOfHttp(int status, Map<?, ?> problem, @Nullable SignedIn who) {
    return status == 404
        || status == 403 && who != null && !who.isAdmin()
        || Objects.equals(problem.get("title"), HttpProblems.of(status).body().get("title"));
  }

  private Response problem(Refusal refusal, AdminFrame frame, AdminWords shown) {
    boolean isOfHttp =
        refusal.status() != 404 && isOfHttp(refusal.status(), refusal.body(), frame.who());
    var words = ProblemWords.of(refusal.status());
    var title = isOfHttp ? words.title() : String.valueOf(refusal.body().get("title"));
    var detail =
        refusal.status() == 404
            ? "It is not here. Check its number: it may be of another Paydesk, test or live."
            : isOfHttp ? words.detail() : refusal.getMessage();
    var page = AdminTemplates.problem(refusal.status(), title, detail);
    return answer(refusal.status(), page, frame, shown);
  }

  private static Response answer(
      int status, TemplateInstance page, AdminFrame frame, AdminWords words) {
    var html = page.data("frame", frame).data("words", words).render();
    var answer = Response.status(status).entity(html).header("Content-Type", AdminPolicy.HTML);
    AdminPolicy.headers().forEach(answer::header);
    return answer.header("Vary", "HX-Request").build();
  }

  private AdminFrame frame(@Nullable Section section, @Nullable SignedIn who, boolean whole) {
    return new AdminFrame(
        brand.name(),
        AdminPaths.ASSETS + "/" + assets.version(),
        assets.sheets(section),
        !account.livemode(),
        whole,
        section,
        who);
  }

  /** htmx asks for what is in the shell, unless it has lost what it went back to. */
  private static boolean isWhole(HttpServerRequest request) {
    return request.getHeader("HX-Request") == null
        || request.getHeader("HX-History-Restore-Request") != null;
  }

  private static AdminWords words(HttpServerRequest request) {
    return AdminWords.of(request.getHeader("Accept-Language"), Instant.now());
  }
}
