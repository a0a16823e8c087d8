package ai.evolink.cli;

import de.siegmar.fastcsv.reader.CloseableIterator;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.BufferedReader;
import java.io.FilterReader;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Rows of CSV below a header, separated by commas, semicolons or tabs, whichever the header has.
 */
final class CsvRows implements RawRows {
  private final String name;
  private final QuoteCount quotes;
  private final CloseableIterator<CsvRecord> records;
  private final List<String> header;

  /** As a spreadsheet counts: the header is the first, and empty rows count. */
  private int row = 1;

  CsvRows(BufferedReader text, String name) throws IOException {
    this.name = name;
    char separator = separator(text);
    this.quotes = new QuoteCount(text);
    this.records =
        CsvReader.builder()
            .fieldSeparator(separator)
            .skipEmptyLines(false)
            .allowExtraFields(true)
            .allowMissingFields(true)
            .ofCsvRecord(quotes)
            .iterator();
    CsvRecord first = read();
    while (first != null && isEmpty(first)) {
      row++;
      first = read();
    }
    if (first == null) {
      throw CliException.usage(
          name + " is empty.", "The first row names the columns: order_id,prompt,model,out");
    }
    this.header = first.getFields().stream().map(String::strip).toList();
    Set<String> seen = new HashSet<>();
    for (String column : header) {
      if (!column.isEmpty() && !seen.add(column)) {
        throw CliException.usage(name + " has two columns '" + column + "'.", null);
      }
    }
  }

  private static char separator(BufferedReader text) throws IOException {
    text.mark(1 << 16);
    String head = text.readLine();
    text.reset();
    for (char separator : new char[] {',', ';', '\t'}) {
      if (head != null && head.indexOf(separator) >= 0) {
        return separator;
      }
    }
    return ',';
  }

  @Override
  public @Nullable Raw next() {
    for (CsvRecord record = read(); record != null; record = read()) {
      row++;
      if (!isEmpty(record)) {
        return row(record);
      }
    }
    return null;
  }

  private @Nullable CsvRecord read() {
    try {
      if (records.hasNext()) {
        return records.next();
      }
      if (quotes.odd()) {
        throw CliException.usage(
            "In " + name + " a quotation mark has no partner.",
            "A cell that holds one is quoted, with the mark doubled: \"5\"\" pipe\".");
      }
      return null;
    } catch (CsvParseException e) {
      if (e.getCause() instanceof IOException io) {
        throw BatchInput.unreadable(name, io);
      }
      throw new CliException(
          Failure.of(
              ExitCode.USAGE,
              "Cannot read "
                  + name
                  + " after row "
                  + row
                  + ": "
                  + (e.getCause() == null ? e : e.getCause()).getMessage()
                  + ".",
              "Perhaps a quotation mark is missing, or is not doubled in a quoted cell."),
          e);
    } catch (UncheckedIOException e) {
      IOException cause = e.getCause();
      throw cause == null ? e : BatchInput.unreadable(name, cause);
    }
  }

  /** Whether quotation marks come in pairs, which the reader of the library does not mind. */
  private static final class QuoteCount extends FilterReader {
    private long count;

    QuoteCount(Reader text) {
      super(text);
    }

    boolean odd() {
      return count % 2 != 0;
    }

    @Override
    public int read() throws IOException {
      int c = super.read();
      count += c == '"' ? 1 : 0;
      return c;
    }

    @Override
    public int read(char[] buffer, int offset, int length) throws IOException {
      int n = super.read(buffer, offset, length);
      for (int i = offset; i < offset + n; i++) {
        count += buffer[i] == '"' ? 1 : 0;
      }
      return n;
    }
  }

  private static boolean isEmpty(CsvRecord record) {
    return record.getFields().stream().allMatch(String::isBlank);
  }

  private Raw row(CsvRecord record) {
    String place = "row " + row;
    Map<String, Object> values = new LinkedHashMap<>();
    for (int i = 0; i < record.getFieldCount(); i++) {
      String cell = record.getField(i);
      if (cell.isBlank()) {
        continue;
      }
      if (i >= header.size() || header.get(i).isEmpty()) {
        return Raw.unreadable(
            place, false, "has a value in column " + (i + 1) + ", without a name");
      }
      values.put(header.get(i), cell);
    }
    return new Raw(place, values, false, null);
  }

  @Override
  public void close() {
    try {
      records.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
