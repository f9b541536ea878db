package io.paydesk.dev.docs;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The order of the pages: that of the README's index, the only one. */
record Contents(List<Group> groups) {

  private static final String INDEX = "Documentation";

  record Group(String title, List<Markdown.Reference> pages) {}

  static Contents of(Markdown readme) {
    var groups = new ArrayList<Group>();
    boolean inIndex = false;
    for (var heading : readme.headings()) {
      if (heading.getLevel() == 2) {
        inIndex = Markdown.words(heading).equals(INDEX);
      } else if (inIndex) {
        groups.add(new Group(Markdown.words(heading), readme.references(heading)));
      }
    }
    return new Contents(groups);
  }

  private List<Markdown.Reference> inOrder() {
    var all = new ArrayList<Markdown.Reference>();
    all.add(new Markdown.Reference("Start", DocsFiles.README));
    groups.forEach(group -> all.addAll(group.pages()));
    return all;
  }

  Optional<Markdown.Reference> before(Path page) {
    return at(page, -1);
  }

  Optional<Markdown.Reference> after(Path page) {
    return at(page, 1);
  }

  private Optional<Markdown.Reference> at(Path page, int step) {
    var all = inOrder();
    for (int i = 0; i < all.size(); i++) {
      if (all.get(i).file().equals(page)) {
        int wanted = i + step;
        return wanted < 0 || wanted >= all.size() ? Optional.empty() : Optional.of(all.get(wanted));
      }
    }
    return Optional.empty();
  }
}
