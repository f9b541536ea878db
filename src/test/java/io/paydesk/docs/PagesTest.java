package io.paydesk.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.paydesk.testing.Docs;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.ext.heading.anchor.IdGenerator;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Code;
import org.commonmark.node.Heading;
import org.commonmark.node.Image;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.node.Paragraph;
import org.commonmark.node.Text;
import org.commonmark.parser.Parser;
import org.junit.jupiter.api.Test;

class PagesTest {

  private static final int LONGEST_README = 10_000;
  private static final Parser MARKDOWN =
      Parser.builder().extensions(List.of(TablesExtension.create())).build();

  @Test
  void theReadmeIsShortEnoughToBeReadToTheEnd() {
    assertThat(Docs.pages().get(0).text().getBytes(StandardCharsets.UTF_8).length)
        .isLessThanOrEqualTo(LONGEST_README);
  }

  @Test
  void noLinkIsDead() {
    var dead = new ArrayList<String>();
    for (var page : Docs.pages()) {
      for (var target : links(page.text())) {
        if (!target.matches("https?://.*") && !isThere(page.path(), target)) {
          dead.add(page.path() + " -> " + target);
        }
      }
    }

    assertThat(dead).isEmpty();
  }

  @Test
  void eachPageIsInTheReadmesIndex() {
    var index = Docs.pages().get(0).text();
    index = index.substring(index.indexOf("## Documentation"));

    assertThat(links(index))
        .containsAll(Docs.pages().stream().skip(1).map(page -> page.path().toString()).toList());
  }

  @Test
  void eachPageBeginsWithWhatItsReaderLearns() {
    assertThat(Docs.pages().stream().skip(1))
        .allSatisfy(
            page -> {
              var title = MARKDOWN.parse(page.text()).getFirstChild();
              assertThat(title).as(page.path().toString()).isInstanceOf(Heading.class);
              assertThat(((Heading) title).getLevel()).isEqualTo(1);
              assertThat(title.getNext()).as(page.path().toString()).isInstanceOf(Paragraph.class);
              assertThat(text(title.getNext()))
                  .as(page.path().toString())
                  .matches("(?s)You (learn|find) .*");
            });
  }

  private static boolean isThere(Path page, String target) {
    int hash = target.indexOf('#');
    var file =
        hash == 0
            ? page
            : Path.of("")
                .resolve(page)
                .resolveSibling(hash < 0 ? target : target.substring(0, hash))
                .normalize();
    return Files.exists(file)
        && (hash < 0
            || anchors(
                    Docs.pages().stream()
                        .filter(other -> other.path().equals(file))
                        .findFirst()
                        .orElseThrow()
                        .text())
                .contains(target.substring(hash + 1)));
  }

  private static List<String> links(String markdown) {
    var found = new ArrayList<String>();
    MARKDOWN
        .parse(markdown)
        .accept(
            new AbstractVisitor() {
              @Override
              public void visit(Link link) {
                found.add(link.getDestination());
                visitChildren(link);
              }

              @Override
              public void visit(Image image) {
                found.add(image.getDestination());
              }
            });
    return found;
  }

  /** The anchors that GitHub and the development pages make of headings. */
  private static Set<String> anchors(String markdown) {
    var found = new HashSet<String>();
    var ids = IdGenerator.builder().build();
    MARKDOWN
        .parse(markdown)
        .accept(
            new AbstractVisitor() {
              @Override
              public void visit(Heading heading) {
                found.add(ids.generateId(text(heading)));
              }
            });
    return found;
  }

  private static String text(Node node) {
    var words = new StringBuilder();
    node.accept(
        new AbstractVisitor() {
          @Override
          public void visit(Text text) {
            words.append(text.getLiteral());
          }

          @Override
          public void visit(Code code) {
            words.append(code.getLiteral());
          }
        });
    return words.toString();
  }
}
