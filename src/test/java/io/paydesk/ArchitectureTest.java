package io.paydesk;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.core.domain.properties.CanBeAnnotated.Predicates.annotatedWith;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.CompositeArchRule;
import io.micrometer.core.instrument.Counter;
import io.paydesk.dispute.Dispute;
import io.paydesk.method.MethodSetup;
import io.paydesk.order.LockedOrders;
import io.paydesk.order.Order;
import io.paydesk.order.RowFinder;
import io.paydesk.payment.Payment;
import io.paydesk.people.PeopleReader;
import io.paydesk.recurring.RecurringPayment;
import io.paydesk.refund.Refund;
import io.paydesk.rest.PageQuery;
import io.paydesk.stripe.StripeAccountConfig;
import io.paydesk.stripe.StripeRow;
import io.paydesk.transaction.Listing;
import io.paydesk.transaction.ScheduledRound;
import io.paydesk.webhook.ClaimedEvent;
import io.paydesk.webhook.Patience;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.common.vertx.VertxContext;
import io.smallrye.config.ConfigMapping;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.groups.MultiFlatten;
import io.vertx.core.Context;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.persistence.Entity;
import jakarta.persistence.MappedSuperclass;
import jakarta.ws.rs.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.hibernate.reactive.mutiny.Mutiny;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Which room may import which: each room knows only those to its left. */
class ArchitectureTest {

  @TestFactory
  Stream<DynamicTest> rules() {
    var classes =
        new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.paydesk");
    return Stream.of(ArchitectureTest.class.getDeclaredFields())
        .filter(field -> field.isAnnotationPresent(ArchTest.class))
        .map(
            field ->
                DynamicTest.dynamicTest(
                    field.getName(), () -> ((ArchRule) field.get(null)).check(classes)));
  }

  private static final List<List<String>> ROOMS =
      List.of(
          List.of("problem", "trace", "nativeimage", "setting", "client"),
          List.of("openapi"),
          List.of("rest"),
          List.of("money", "caller", "brand", "transaction"),
          List.of("listing"),
          List.of("audit"),
          List.of("stripe", "idempotency"),
          List.of("key", "surface"),
          List.of("session"),
          List.of("order"),
          List.of("customer"),
          List.of("method", "wallet"),
          List.of("payment"),
          List.of("dispute"),
          List.of("recurring"),
          List.of("checkout"),
          List.of("refund"),
          List.of("orderdesk"),
          List.of("stream", "actionflow"),
          List.of("mail"),
          List.of("page"),
          List.of("webhook"),
          List.of("reconcile"),
          List.of("alert", "figure", "search", "people", "about"),
          List.of("timeline", "export"),
          List.of("mcp", "admin"));

  @ArchTest static final ArchRule ROOMS_KNOW_ONLY_THOSE_TO_THEIR_LEFT = oneWay();

  private static ArchRule oneWay() {
    var rules = new ArrayList<ArchRule>();
    var left = new ArrayList<String>();
    for (var side : ROOMS) {
      for (var room : side) {
        var known = new ArrayList<>(left);
        known.add("io.paydesk." + room + "..");
        rules.add(
            classes()
                .that()
                .resideInAPackage("io.paydesk." + room + "..")
                .should()
                .onlyDependOnClassesThat(notOursOr(known))
                .because(
                    "'"
                        + room
                        + "' can then be read, tested and changed without what comes after it: move the class, or"
                        + " fire an event that the later room observes"));
      }
      side.forEach(room -> left.add("io.paydesk." + room + ".."));
    }
    return CompositeArchRule.of(rules);
  }

  private static DescribedPredicate<JavaClass> notOursOr(List<String> rooms) {
    return resideOutsideOfPackage("io.paydesk..")
        .or(JavaClass.Predicates.resideInAnyPackage(rooms.toArray(String[]::new)));
  }

  @ArchTest
  static final ArchRule NO_CYCLES =
      slices()
          .matching("io.paydesk.(*)..")
          .should()
          .beFreeOfCycles()
          .because("two rooms that need each other are one room");

  @ArchTest
  static final ArchRule SETTINGS_NEED_NO_VALIDATOR =
      classes()
          .that()
          .areAnnotatedWith(ConfigMapping.class)
          .should()
          .onlyDependOnClassesThat()
          .resideOutsideOfPackages("jakarta.validation..", "org.hibernate.validator..")
          .because(
              "one constraint makes each start build a validator for all settings, Quarkus' own too: use"
                  + " io.paydesk.setting.AtLeast");

  @ArchTest
  static final ArchRule SUBSCRIPTIONS_GO_BY_STRIPES_CLOCK =
      noClasses()
          .that()
          .resideInAPackage("io.paydesk.recurring..")
          .and()
          .areNotAnnotatedWith(Entity.class)
          .and()
          .areNotAnnotatedWith(MappedSuperclass.class)
          .should()
          .callMethod(Instant.class, "now")
          .because(
              "periods, trials and grace end when Stripe says so, and in development its clock may be months ahead: ask"
                  + " StripeClock. Rows note when they are due for a check of ours");

  @ArchTest
  static final ArchRule STRIPE_IS_IN_ONE_ROOM =
      noClasses()
          .that()
          .resideOutsideOfPackages("io.paydesk.stripe..", "io.paydesk.dev..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("com.stripe..")
          .because(
              "a change of Stripe's library, or of a version of its API, must end in io.paydesk.stripe");

  @ArchTest
  static final ArchRule TRACES_ARE_IN_ONE_ROOM =
      noClasses()
          .that()
          .resideOutsideOfPackage("io.paydesk.trace..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("io.opentelemetry..")
          .because(
              "what may be told of a payment to whoever keeps the traces is decided in io.paydesk.trace");

  @ArchTest
  static final ArchRule NOTHING_KNOWS_DEV =
      noClasses()
          .that()
          .resideOutsideOfPackage("io.paydesk.dev..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("io.paydesk.dev..")
          .because("a production build does not have it");

  @ArchTest
  static final ArchRule NOTHING_BUT_DEV_KNOWS_ITS_LIBRARIES =
      noClasses()
          .that()
          .resideOutsideOfPackage("io.paydesk.dev..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "io.zonky..", "io.smallrye.jwt.build..", "org.objectweb.asm..", "org.commonmark..")
          .because("a production build does not have them, and must not sign tokens");

  @ArchTest
  static final ArchRule NOTHING_KNOWS_THE_STREAM =
      noClasses()
          .that()
          .resideOutsideOfPackage("io.paydesk.stream..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("io.paydesk.stream..")
          .because(
              "rows are streamed because they changed, whoever changed them: writers fire RowsCommitted");

  @ArchTest
  static final ArchRule THE_SANDBOX_NEEDS_THE_JDK_AND_JACKSON =
      classes()
          .that()
          .resideInAPackage("io.paydesk.dev.sandbox..")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "io.paydesk.dev.sandbox..",
              "java..",
              "javax.crypto..",
              "com.sun.net.httpserver..",
              "com.fasterxml.jackson..")
          .because(
              "a double that shares code with what it stands against would agree with its mistakes, and other projects"
                  + " run it as a jar of its own");

  /** The signing in, and what all browsers keep. */
  private static final Set<String> OPEN_TO_ALL =
      Set.of("SignInResource", "SignOutResource", "OidcResource", "AdminAssetResource");

  @ArchTest
  static final ArchRule PAGES_OF_THE_SHOP_ASK_WHO_LOOKS =
      classes()
          .that()
          .resideInAPackage("io.paydesk.admin..")
          .and()
          .areAnnotatedWith(Path.class)
          .and(
              not(
                  DescribedPredicate.describe(
                      "are open to all", type -> OPEN_TO_ALL.contains(type.getSimpleName()))))
          .should()
          .beAnnotatedWith(RolesAllowed.class)
          .andShould()
          .notBeAnnotatedWith(PermitAll.class)
          .because("AdminGate lets nobody in who has not signed in, and this holds without it too");

  @ArchTest
  static final ArchRule RECORDERS_COUNT_AFTER_THE_COMMIT =
      noClasses()
          .that()
          .haveSimpleNameEndingWith("Recorder")
          .should()
          .callMethod(Counter.class, "increment")
          .because(
              "a transaction that is made again would count twice: give the counter to Transactions.afterCommit");

  @ArchTest
  static final ArchRule A_STOP_WAITS_FOR_ROUNDS =
      methods()
          .that()
          .areAnnotatedWith(Scheduled.class)
          .and()
          .haveRawReturnType(Uni.class)
          .should()
          .beAnnotatedWith(ScheduledRound.class)
          .because("a round that loses its database as the service stops would log errors");

  @ArchTest
  static final ArchRule ROWS_ARE_LOCKED_AS_THEY_ARE_READ =
      noClasses()
          .should()
          .callMethodWhere(
              target(name("refresh")).and(target(owner(assignableTo(Mutiny.Session.class)))))
          .because(
              "Hibernate Reactive warns each time that a row is refreshed (HHH90000034): find it with its lock");

  @ArchTest
  static final ArchRule CHANCE_IS_NOT_KEPT_IN_A_CLASS =
      noFields()
          .that()
          .areDeclaredInClassesThat(
              resideInAPackage("io.paydesk..").and(resideOutsideOfPackage("io.paydesk.dev..")))
          .and()
          .areStatic()
          .should()
          .haveRawType(assignableTo(Random.class))
          .because(
              "a native image is built with its static fields filled: each copy would draw the same secrets");

  private static final Set<Class<?>> ROWS =
      Set.of(
          Order.class,
          Payment.class,
          RecurringPayment.class,
          Refund.class,
          Dispute.class,
          MethodSetup.class);

  /** Classes that make new rows. */
  private static final Set<String> MAKERS =
      Set.of("OrderFlow", "NewPayments", "InvoicePayments", "Beginning", "SetupBeginning");

  @ArchTest
  static final ArchRule ROWS_CHANGE_BY_THEIR_LEGAL_MOVES =
      noClasses()
          .should()
          .setFieldWhere(
              DescribedPredicate.describe(
                  "the field is of a row that the class does not make",
                  access ->
                      ROWS.stream().anyMatch(row -> access.getTargetOwner().isEquivalentTo(row))
                          && !access
                              .getOriginOwner()
                              .isAssignableFrom(access.getTargetOwner().getFullName())
                          && !MAKERS.contains(access.getOriginOwner().getSimpleName())))
          .because(
              "a field that anybody may set leads to states that nobody has thought of: give the row a method with the"
                  + " name of the move");

  @ArchTest
  static final ArchRule ROWS_OF_ORDERS_ARE_LOCKED_BY_ONE_DOOR =
      noClasses()
          .that()
          .resideInAnyPackage(
              "io.paydesk.order..",
              "io.paydesk.method..",
              "io.paydesk.payment..",
              "io.paydesk.dispute..",
              "io.paydesk.recurring..",
              "io.paydesk.refund..",
              "io.paydesk.orderdesk..",
              "io.paydesk.reconcile..",
              "io.paydesk.webhook.callback..")
          .and(not(belongTo(type(LockedOrders.class))))
          .should()
          .dependOnClassesThat()
          .haveFullyQualifiedName("jakarta.persistence.LockModeType")
          .because(
              "writers that lock in different orders wait for each other for ever: LockedOrders keeps the one order");

  @ArchTest
  static final ArchRule THE_MODE_OF_AN_EVENT_IS_LOOKED_AT_ONCE =
      noClasses()
          .that()
          .resideInAPackage("io.paydesk.webhook.callback..")
          .should()
          .callMethod(ClaimedEvent.class, "livemode")
          .orShould()
          .dependOnClassesThat(type(StripeAccountConfig.class))
          .because("no callback gets an event of the other mode: the inbox has ignored it before");

  @ArchTest
  static final ArchRule STRIPE_IS_ASKED_ABOUT_EVENTS_WITH_PATIENCE =
      noClasses()
          .that()
          .resideInAPackage("io.paydesk.webhook..")
          .and(not(type(Patience.class)))
          .should()
          .callMethodWhere(
              target(name("merge")).and(target(owner(assignableTo(MultiFlatten.class)))))
          .because(
              "Patience.askEach asks about a few subjects at once, waits no longer than it may, and what is thrown at one"
                  + " subject fails its events alone");

  @ArchTest
  static final ArchRule ONE_CLASS_DECIDES_WHEN_THERE_MAY_BE_A_NEW_KEY =
      noClasses()
          .that(not(belongTo(type(RowFinder.class).or(type(StripeRow.class)))))
          .should()
          .accessFieldWhere(
              DescribedPredicate.describe(
                  "the field tells how old or spent a row's key is",
                  access ->
                      Set.of("idempotencyKeySince", "keySpentAt").contains(access.getName())
                          && access.getTargetOwner().isAssignableTo(StripeRow.class)))
          .because(
              "a new key that comes too early has Stripe make a second object: extend RowFinder, which looks for the"
                  + " first one before");

  @ArchTest
  static final ArchRule AGENTS_ASK_THE_RESOURCES_OF_THE_API =
      noClasses()
          .that()
          .resideInAPackage("io.paydesk.mcp..")
          .should()
          .dependOnClassesThat(
              resideInAPackage("io.paydesk..")
                  .and(
                      not(
                          JavaClass.Predicates.resideInAnyPackage(
                              "io.paydesk.mcp..",
                              "io.paydesk.problem..",
                              "io.paydesk.trace..",
                              "io.paydesk.openapi..",
                              "io.paydesk.rest..",
                              "io.paydesk.money..",
                              "io.paydesk.caller..",
                              "io.paydesk.listing..",
                              "io.paydesk.audit..")))
                  .and(not(annotatedWith(RolesAllowed.class)))
                  .and(not(JavaClass.Predicates.simpleNameEndingWith("Query")))
                  .and(not(JavaClass.Predicates.simpleNameStartingWith("Create")))
                  .and(not(JavaClass.Predicates.simpleNameEndingWith("Resource")))
                  .and(not(JavaClass.Predicates.simpleNameEndingWith("View")))
                  .and(not(assignableTo(Enum.class))))
          .because("a tool that went past a resource would go past its roles, scopes and rules");

  @ArchTest
  static final ArchRule LISTS_ARE_READ_IN_ONE_WAY =
      noClasses()
          .that(not(type(Listing.class)).and(not(type(PeopleReader.class))))
          .and()
          .resideOutsideOfPackage("io.paydesk.rest..")
          .should()
          .callMethodWhere(target(name("below")).and(target(owner(type(PageQuery.class)))))
          .because(
              "Listing reads every list alike: newest first, from the cursor on, a page at most. People"
                  + " have no table of their own to list");

  @ArchTest
  static final ArchRule BACKGROUND_WORK_BEGINS_IN_ONE_WAY =
      noClasses()
          .that()
          .resideOutsideOfPackage("io.paydesk.transaction..")
          .should()
          .callMethod(VertxContext.class, "createNewDuplicatedContext", Context.class)
          .because(
              "OwnContext gives work a context of its own, and WorkLoop runs what is woken again and again without"
                  + " missing a wake-up");

  @ArchTest
  static final ArchRule MONEY_IS_NEVER_FLOATING_POINT =
      fields()
          .that()
          .areDeclaredInClassesThat(resideInAPackage("io.paydesk.."))
          .should()
          .notHaveRawType(double.class)
          .andShould()
          .notHaveRawType(float.class)
          .andShould()
          .notHaveRawType(Double.class)
          .andShould()
          .notHaveRawType(Float.class)
          .because("0.1 + 0.2 is not 0.3");
}
