package ai.evolink.cli;

import de.siegmar.fastcsv.reader.CloseableIterator;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.BufferedReader;
import java.io.IOException;
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
  private final CloseableIterator<CsvRecord> records;
  private final List<String> header;

  /** As a spreadsheet counts: the header is the first, and empty rows count. */
  private int row = 1;

  CsvRows(BufferedReader text, String name) throws IOException {
    this.name = name;
    this.records =
        CsvReader.builder()
            .fieldSeparator(separator(text))
            .skipEmptyLines(false)
            .allowExtraFields(true)
            .allowMissingFields(true)
            .ofCsvRecord(text)
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
      return records.hasNext() ? records.next() : null;
    } catch (CsvParseException e) {
      if (e.getCause() instanceof IOException io) {
        throw BatchInput.unreadable(name, io);
      }
      throw new CliException(
          Failure.of(
              ExitCode.USAGE,
              "Cannot read " + name + " after row " + row + ": " + e.getMessage(),
              "Perhaps a quotation mark is missing."),
          e);
    } catch (UncheckedIOException e) {
      IOException cause = e.getCause();
      throw cause == null ? e : BatchInput.unreadable(name, cause);
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
