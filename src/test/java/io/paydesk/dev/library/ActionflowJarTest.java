package io.paydesk.dev.library;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.smallrye.mutiny.Uni;
import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.lang.reflect.Method;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** The jar that a shop's bean is compiled against, with Mutiny and nothing else beside it. */
class ActionflowJarTest {

  private static final Path CLASSES = Path.of("target", "classes");

  private static final String BEAN =
      """
      import io.paydesk.actionflow.Actionflow;
      import io.paydesk.actionflow.CallbackRun;
      import io.paydesk.order.OrderStatus;
      import io.paydesk.order.OrderView;
      import io.paydesk.payment.PaymentStatus;
      import io.paydesk.payment.PaymentView;
      import io.paydesk.recurring.EntitlementsView.Entitlement;
      import io.paydesk.recurring.RecurringPaymentView;
      import io.paydesk.refund.RefundStatus;
      import io.paydesk.refund.RefundView;
      import io.paydesk.transaction.CallbackFlow;
      import io.smallrye.mutiny.Uni;
      import java.util.List;

      class Bean implements Actionflow {
        @Override public boolean follows(CallbackFlow flow) {
          return flow != CallbackFlow.REFUND;
        }
        @Override public Uni<Void> stripePaymentCallback(
            CallbackRun run, OrderView order, PaymentView payment) {
          var dispute = order.disputes() == null ? null : order.disputes().get(0).reason();
          boolean good = order.status().isPaid() && order.status() != OrderStatus.REVIEW
              && payment.status() == PaymentStatus.SUCCEEDED && payment.failure() == null;
          return good && dispute == null ? done() : Uni.createFrom().nullItem();
        }
        @Override public Uni<Void> stripeRefundCallback(
            CallbackRun run, OrderView order, PaymentView payment, RefundView refund) {
          return refund.status() == RefundStatus.PENDING ? null : done();
        }
        @Override public Uni<Void> stripeRecurringPaymentDeductionCallback(
            CallbackRun run, OrderView order, List<PaymentView> payments, RecurringPaymentView sub) {
          long until = run.entitlements().stream().mapToLong(Bean::until).max().orElse(0);
          return sub.status().isRunning() && sub.end() == null && until > 0 ? done() : null;
        }
        private static long until(Entitlement one) {
          return one.until().getEpochSecond();
        }
      }
      """;

  @TempDir static Path folder;
  private static Path jar;

  @BeforeAll
  static void write() throws IOException {
    jar = folder.resolve("paydesk-actionflow.jar");
    ActionflowJar.write(jar, CLASSES, "7", "MIT", "https://licence.example");
  }

  private static List<String> entries() throws IOException {
    try (var zip = new ZipFile(jar.toFile())) {
      return zip.stream().map(ZipEntry::getName).toList();
    }
  }

  private static String classFile(String name) {
    return "io/paydesk/" + name + ".class";
  }

  @Test
  void itHasTheActionflowAndWhatItIsGivenAndNoClassMore() throws IOException {
    assertThat(entries().stream().filter(name -> name.endsWith(".class")))
        .filteredOn(name -> !name.matches(".*\\$\\d+\\.class"))
        .containsExactlyInAnyOrderElementsOf(
            Stream.of(
                    "actionflow/Actionflow",
                    "actionflow/CallbackRun",
                    "key/UserTokenView",
                    "order/CancelReason",
                    "order/CaptureMethod",
                    "order/OrderDispute",
                    "order/OrderLineView",
                    "order/OrderStatus",
                    "order/OrderView",
                    "order/Resolution",
                    "payment/PaymentOrigin",
                    "payment/PaymentStatus",
                    "payment/PaymentView",
                    "payment/PaymentView$Dispute",
                    "payment/PaymentView$Failure",
                    "payment/PaymentView$FraudWarning",
                    "recurring/EntitlementsView",
                    "recurring/EntitlementsView$Entitlement",
                    "recurring/RecurringChange",
                    "recurring/RecurringPaymentStatus",
                    "recurring/RecurringPaymentView",
                    "recurring/RecurringPaymentView$CollectionPaused",
                    "recurring/RecurringPaymentView$End",
                    "recurring/RecurringPaymentView$Failure",
                    "recurring/RecurringPaymentView$PendingUpdate",
                    "refund/RefundOrigin",
                    "refund/RefundStatus",
                    "refund/RefundView",
                    "refund/RefundView$Failure",
                    "refund/RefundView$NextAction",
                    "rest/LowerCase",
                    "stripe/Surface",
                    "transaction/CallbackFlow")
                .map(ActionflowJarTest::classFile)
                .toList());
  }

  @Test
  void itsPomDragsInNothing() throws IOException {
    try (var zip = new ZipFile(jar.toFile())) {
      var entry = zip.getEntry("META-INF/maven/io.paydesk/paydesk-actionflow/pom.xml");
      var pom = new String(zip.getInputStream(entry).readAllBytes());
      assertThat(pom)
          .contains("<artifactId>paydesk-actionflow</artifactId>", "<version>7</version>")
          .contains("<name>MIT</name>", "<url>https://licence.example</url>")
          .doesNotContain("<dependenc", "<parent>");
    }
  }

  @Test
  void theExamplesNameTheVersionsOfThisBuild() throws IOException {
    var ours = Files.readString(Path.of("pom.xml"));
    var bean = Files.readString(Path.of("src/examples/bean/pom.xml"));
    var shop = Files.readString(Path.of("src/examples/shop/java/pom.xml"));

    assertThat(found(bean, "<paydesk.version>([^<]+)"))
        .isEqualTo(found(ours, "<artifactId>paydesk</artifactId>\\s*<version>([^<]+)"));
    for (var same : List.of("<quarkus.version>([^<]+)", "<maven.compiler.release>([^<]+)")) {
      assertThat(found(bean, same)).isEqualTo(found(ours, same));
    }
    assertThat(found(shop, "<artifactId>jackson-databind</artifactId>\\s*<version>([^<]+)"))
        .isEqualTo(found(ours, "<jackson.version>([^<]+)"));
    assertThat(found(shop, "<artifactId>standardwebhooks</artifactId>\\s*<version>([^<]+)"))
        .isEqualTo(found(ours, "<standardwebhooks.version>([^<]+)"));
  }

  private static String found(String text, String pattern) {
    var match = Pattern.compile(pattern).matcher(text);
    assertThat(match.find()).as(pattern).isTrue();
    return match.group(1);
  }

  @Test
  void theSameClassesMakeTheSameJar() throws IOException {
    var before = Files.readAllBytes(jar);
    write();
    assertThat(Files.readAllBytes(jar)).isEqualTo(before);
  }

  @Test
  void aBeanCompilesAgainstItWithoutAWarning() throws Exception {
    var said = new StringWriter();
    var options =
        List.of(
            "-Xlint:all,-processing,-path",
            "-Werror",
            "-proc:none",
            "-classpath",
            jar + File.pathSeparator + Path.of(place(Uni.class).toURI()),
            "-d",
            folder.toString());
    boolean good =
        ToolProvider.getSystemJavaCompiler()
            .getTask(said, null, null, options, null, List.of(source("Bean", BEAN)))
            .call();

    assertThat(good).as(said.toString()).isTrue();
  }

  private static JavaFileObject source(String name, String text) {
    return new SimpleJavaFileObject(
        URI.create("string:///" + name + ".java"), JavaFileObject.Kind.SOURCE) {
      @Override
      public CharSequence getCharContent(boolean ignoreErrors) {
        return text;
      }
    };
  }

  private static URL place(Class<?> type) {
    return type.getProtectionDomain().getCodeSource().getLocation();
  }

  /** As in a shop's own unit test, where no other class of Paydesk is there. */
  @Test
  void aShopsTestReadsAViewFromTheJsonOfADelivery() throws Exception {
    var beside = List.of(jar.toUri().toURL(), place(Uni.class), place(NullMarked.class));
    var jackson = jackson();
    try (var alone = new URLClassLoader(beside.toArray(URL[]::new), jackson)) {
      var order =
          JsonMapper.builder()
              .addModule(new JavaTimeModule())
              .build()
              .readValue(
                  "{\"id\": 5, \"userId\": \"pia\", \"status\": \"partially_refunded\","
                      + " \"createdAt\": \"2026-11-30T12:00:00Z\"}",
                  alone.loadClass("io.paydesk.order.OrderView"));

      assertThat(order.getClass().getClassLoader()).isSameAs(alone);
      assertThat(order.toString()).contains("userId=pia", "status=PARTIALLY_REFUNDED");
    }
  }

  /** Jackson's annotations as this test has them, and no class of Paydesk. */
  private static ClassLoader jackson() {
    return new ClassLoader(ClassLoader.getPlatformClassLoader()) {
      @Override
      protected Class<?> findClass(String name) throws ClassNotFoundException {
        if (name.startsWith("com.fasterxml.jackson.")) {
          return Class.forName(name, false, JsonValue.class.getClassLoader());
        }
        throw new ClassNotFoundException(name);
      }
    };
  }

  @Test
  void nothingInItCallsWhatIsNotInIt() throws Exception {
    var beside = List.of(jar.toUri().toURL(), place(Uni.class));
    var missing = new ArrayList<String>();
    try (var alone =
            new URLClassLoader(beside.toArray(URL[]::new), ClassLoader.getPlatformClassLoader());
        var zip = new ZipFile(jar.toFile())) {
      for (var entry : zip.stream().filter(one -> one.getName().endsWith(".class")).toList()) {
        try (var bytes = zip.getInputStream(entry)) {
          new ClassReader(bytes).accept(new Calls(alone, missing), 0);
        }
      }
    }

    assertThat(missing).isEmpty();
  }

  private static final class Calls extends ClassVisitor {

    private final ClassLoader classes;
    private final List<String> missing;

    Calls(ClassLoader classes, List<String> missing) {
      super(Opcodes.ASM9);
      this.classes = classes;
      this.missing = missing;
    }

    @Override
    public MethodVisitor visitMethod(
        int access, String caller, String descriptor, String signature, String[] exceptions) {
      return new MethodVisitor(Opcodes.ASM9) {
        @Override
        public void visitMethodInsn(
            int opcode, String owner, String name, String descriptor, boolean isInterface) {
          if (owner.startsWith("io/paydesk/") && !name.equals("<init>") && !has(owner, name)) {
            missing.add(caller + " calls " + owner + "." + name);
          }
        }

        @Override
        public void visitFieldInsn(int opcode, String owner, String name, String descriptor) {
          if (owner.startsWith("io/paydesk/") && !hasField(owner, name)) {
            missing.add(caller + " reads " + owner + "." + name);
          }
        }
      };
    }

    private boolean has(String owner, String method) {
      try {
        var type = loaded(owner);
        return Stream.of(type.getDeclaredMethods(), type.getMethods())
            .flatMap(Stream::of)
            .map(Method::getName)
            .anyMatch(method::equals);
      } catch (ClassNotFoundException e) {
        return false;
      }
    }

    private boolean hasField(String owner, String field) {
      try {
        loaded(owner).getDeclaredField(field);
        return true;
      } catch (ClassNotFoundException | NoSuchFieldException e) {
        return false;
      }
    }

    private Class<?> loaded(String owner) throws ClassNotFoundException {
      return Class.forName(owner.replace('/', '.'), false, classes);
    }
  }
}
