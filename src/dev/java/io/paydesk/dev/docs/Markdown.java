package io.paydesk.dev.docs;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.commonmark.Extension;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.ext.heading.anchor.HeadingAnchorExtension;
import org.commonmark.ext.heading.anchor.IdGenerator;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Code;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.HardLineBreak;
import org.commonmark.node.Heading;
import org.commonmark.node.Image;
import org.commonmark.node.IndentedCodeBlock;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.node.SoftLineBreak;
import org.commonmark.node.Text;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;

/** One page, parsed: its HTML, its headings and its words. */
final class Markdown {

  private static final List<Extension> EXTENSIONS =
      List.of(TablesExtension.create(), HeadingAnchorExtension.create());
  private static final Parser PARSER = Parser.builder().extensions(EXTENSIONS).build();
  private static final HtmlRenderer HTML = HtmlRenderer.builder().extensions(EXTENSIONS).build();

  /** A table may be wider than a phone: then it scrolls, with the keyboard too. */
  private static final Map<String, String> SCROLLING =
      Map.of(
          "<table>",
          "<div class=\"scroll\" role=\"region\" aria-label=\"Table\" tabindex=\"0\"><table>",
          "</table>",
          "</table></div>");

  /** A name in code that may break at its underscores; not in code blocks. */
  private static final Pattern LONG_NAME = Pattern.compile("(?<!<pre>)<code>[A-Za-z]+_[^<]*");

  private final Path file;
  private final Node document;

  /**
   * @param words of the heading
   * @param text everything up to the next heading
   */
  record Section(int level, String words, String anchor, String text) {}

  record Reference(String words, Path file) {}

  Markdown(Path file, String text) {
    this.file = file;
    document = PARSER.parse(text);
  }

  String title() {
    return sections().get(0).words();
  }

  /** With links to where the files are served. */
  String html() {
    document.accept(
        new AbstractVisitor() {
          @Override
          public void visit(Link link) {
            link.setDestination(served(link.getDestination()));
            visitChildren(link);
          }

          @Override
          public void visit(Image image) {
            image.setDestination(served(image.getDestination()));
          }
        });
    var html = HTML.render(document);
    for (var table : SCROLLING.entrySet()) {
      html = html.replace(table.getKey(), table.getValue());
    }
    return LONG_NAME
        .matcher(html)
        .replaceAll(name -> Matcher.quoteReplacement(name.group().replace("_", "_<wbr>")));
  }

  private String served(String destination) {
    if (destination.startsWith("#") || destination.contains(":")) {
      return destination;
    }
    int hash = destination.indexOf('#');
    var target = resolved(hash < 0 ? destination : destination.substring(0, hash));
    return DocsFiles.isServed(target)
        ? DocsFiles.address(target) + (hash < 0 ? "" : destination.substring(hash))
        : destination;
  }

  private Path resolved(String destination) {
    return file.resolveSibling(destination).normalize();
  }

  /** The links of one section to other pages. */
  List<Reference> references(Heading below) {
    var found = new ArrayList<Reference>();
    for (var node = below.getNext();
        node != null && !(node instanceof Heading);
        node = node.getNext()) {
      node.accept(
          new AbstractVisitor() {
            @Override
            public void visit(Link link) {
              if (!link.getDestination().contains(":")) {
                found.add(new Reference(words(link), resolved(link.getDestination())));
              }
            }
          });
    }
    return found;
  }

  List<Heading> headings() {
    var found = new ArrayList<Heading>();
    for (var node = document.getFirstChild(); node != null; node = node.getNext()) {
      if (node instanceof Heading heading) {
        found.add(heading);
      }
    }
    return found;
  }

  List<Section> sections() {
    var ids = IdGenerator.builder().build();
    var found = new ArrayList<Section>();
    for (var heading : headings()) {
      var words = words(heading);
      var text = new StringBuilder();
      for (var node = heading.getNext();
          node != null && !(node instanceof Heading);
          node = node.getNext()) {
        text.append(words(node)).append(' ');
      }
      found.add(
          new Section(heading.getLevel(), words, ids.generateId(words), text.toString().strip()));
    }
    return found;
  }

  static String words(Node node) {
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

          @Override
          public void visit(FencedCodeBlock block) {
            words.append(block.getLiteral());
          }

          @Override
          public void visit(IndentedCodeBlock block) {
            words.append(block.getLiteral());
          }

          @Override
          public void visit(SoftLineBreak end) {
            words.append(' ');
          }

          @Override
          public void visit(HardLineBreak end) {
            words.append(' ');
          }

          @Override
          protected void visitChildren(Node parent) {
            super.visitChildren(parent);
            if (parent.getNext() != null && isBlock(parent)) {
              words.append(' ');
            }
          }
        });
    return words.toString().strip();
  }

  /** A space separates cells and items; within a word there is none. */
  private static boolean isBlock(Node node) {
    return node instanceof org.commonmark.node.Block
        || node instanceof org.commonmark.node.CustomNode;
  }
}
