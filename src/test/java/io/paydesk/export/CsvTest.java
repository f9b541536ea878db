package io.paydesk.export;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CsvTest {

  private record Row(long id, String text, Instant at) {}

  private static final Csv<Row> CSV =
      new Csv<Row>().column("id", Row::id).column("text", Row::text).column("at", Row::at);

  @Test
  void aLineHasTheCellsInTheOrderOfTheirNames() {
    var rows =
        List.of(new Row(1, "Zwölf", Instant.parse("2026-11-30T00:00:00Z")), new Row(2, null, null));

    assertThat(new String(CSV.head(), UTF_8)).isEqualTo("id,text,at\r\n");
    assertThat(new String(CSV.lines(rows), UTF_8))
        .isEqualTo("1,Zwölf,2026-11-30T00:00:00Z\r\n2,,\r\n");
    assertThat(CSV.lines(List.of())).isEmpty();
  }

  @Test
  void whatWouldEndACellOrALineIsQuoted() {
    assertThat(Csv.cell("Two, please")).isEqualTo("\"Two, please\"");
    assertThat(Csv.cell("12\" vinyl")).isEqualTo("\"12\"\" vinyl\"");
    assertThat(Csv.cell("one\r\ntwo")).isEqualTo("\"one\r\ntwo\"");
    assertThat(Csv.cell("plain; text 'of' it")).isEqualTo("plain; text 'of' it");
    assertThat(Csv.cell("")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"=1+1", "+1", "-1", "@SUM(A1)", " =1", "\t1", "\uFF1D1", "\uFF20A"})
  void textThatASpreadsheetWouldCalculateIsText(String text) {
    assertThat(Csv.cell(text)).isEqualTo("'" + text);
  }

  @Test
  void aFormulaThatIsQuotedIsTextToo() {
    assertThat(Csv.cell("=HYPERLINK(\"https://x\",\"y\")"))
        .isEqualTo("\"'=HYPERLINK(\"\"https://x\"\",\"\"y\"\")\"");
    assertThat(Csv.cell("\r1")).isEqualTo("\"'\r1\"");
  }

  @Test
  void aFormulaIsTextAlsoWhereASpreadsheetPartsCellsByAnotherSign() {
    assertThat(Csv.cell("Seat;=1+1")).isEqualTo("Seat;'=1+1");
    assertThat(Csv.cell("Seat; \u00A0+1")).isEqualTo("Seat;' \u00A0+1");
    assertThat(Csv.cell("Seat|-1\t@A")).isEqualTo("Seat|'-1\t'@A");
    assertThat(Csv.cell("Seat;\uFF1D1")).isEqualTo("Seat;'\uFF1D1");
    assertThat(Csv.cell("Seat\n=1")).isEqualTo("\"Seat\n'=1\"");
    assertThat(Csv.cell("Seat;\"=1\"")).isEqualTo("\"Seat;'\"\"=1\"\"\"");
    assertThat(Csv.cell("\t=1")).isEqualTo("'\t'=1");
    assertThat(Csv.cell("\"=1\"")).isEqualTo("\"'\"\"=1\"\"\"");
    assertThat(Csv.cell("Seat; 1=2 | a-b")).isEqualTo("Seat; 1=2 | a-b");
  }

  @Test
  void aNumberBelowZeroIsANumber() {
    assertThat(Csv.cell(-5L)).isEqualTo("-5");
    assertThat(Csv.cell("a=b")).isEqualTo("a=b");
  }
}
