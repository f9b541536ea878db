package io.paydesk.dev.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Set;

/** The <a href="https://docs.stripe.com/api/products">Products API</a>. */
final class Products {

  static final Set<String> UPDATE_PARAMETERS =
      Set.of(
          "name",
          "active",
          "description",
          "statement_descriptor",
          "tax_code",
          "url",
          "metadata[*]");
  static final Set<String> CREATE_PARAMETERS = Routes.both(Set.of("id"), UPDATE_PARAMETERS);

  private final Store store;
  private final SandboxClock clock;
  private final Events events;

  Products(Store store, SandboxClock clock, Events events) {
    this.store = store;
    this.clock = clock;
    this.events = events;
  }

  ObjectNode create(Ask ask) {
    Form form = ask.form();
    if (form.text("name") == null) {
      throw Refusal.missing("name");
    }
    String id = form.text("id") == null ? Ids.random("prod_", 14) : form.text("id");
    if (store.products.find(id) != null) {
      throw Refusal.inWork("resource_already_exists", "id", "Product already exists.");
    }
    return add(CatalogueJson.product(id, form.text("name"), clock.seconds()), ask);
  }

  /** A new product, with the form's fields. */
  ObjectNode add(ObjectNode product, Ask ask) {
    write(product, ask.form());
    store.products.add(product);
    events.record("product.created", product, ask);
    return product;
  }

  ObjectNode retrieve(Ask ask) {
    return store.products.inPath(ask.id());
  }

  ObjectNode update(Ask ask) {
    ObjectNode product = store.products.inPath(ask.id());
    ObjectNode before = product.deepCopy();
    write(product, ask.form());
    product.put("updated", clock.seconds());
    events.record("product.updated", product, Changes.previous(before, product), ask);
    return product;
  }

  ObjectNode list(Ask ask) {
    return Pages.of(store.products, ask, Filters.fields(ask.form(), "active"));
  }

  private static void write(ObjectNode product, Form form) {
    product.set("metadata", Metadata.after((ObjectNode) product.get("metadata"), form));
    if (form.text("name") != null) {
      product.put("name", form.text("name"));
    }
    if (form.has("active")) {
      product.put("active", form.flag("active"));
    }
    for (String name : List.of("description", "statement_descriptor", "tax_code", "url")) {
      if (form.has(name)) {
        product.put(name, form.text(name));
      }
    }
  }
}
