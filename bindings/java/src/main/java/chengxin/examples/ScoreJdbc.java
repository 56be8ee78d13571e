// Scores everyone in a database through JDBC and writes the scores back:
//   java -cp ... chengxin.examples.ScoreJdbc JDBC-URL [DAY]
// The tables subjects and records have the columns of the CSV files; scores is made anew. Prints
// the SHA-256 of the scores' lines, as the other examples do. The driver must be on the class path.
package chengxin.examples;

import chengxin.AttributeDeclaration;
import chengxin.Category;
import chengxin.ChengxinException;
import chengxin.Column;
import chengxin.ColumnType;
import chengxin.Engine;
import chengxin.Rulebook;
import chengxin.ScoreTable;
import chengxin.ScoreTableOptions;
import chengxin.Table;
import chengxin.ValueType;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;

/** Scores everyone in the tables of a database, and writes a table of scores into it. */
public final class ScoreJdbc {
  private static final int ROWS_OF_A_BATCH = 1000;
  private static final String ATTRIBUTE = "attributes.";
  // A record with an attribute that is not of its type counts for nothing, as one of no category.
  private static final String NO_CATEGORY = "unreadable";

  private final Map<String, ValueType> attributes = new HashMap<>();
  private final Map<Column, ValueType> types = new HashMap<>();
  private final List<String> subjectIds = new ArrayList<>();

  private ScoreJdbc(Rulebook rulebook) {
    rulebook.subjectAttributes().forEach(this::declare);
    for (Category category : rulebook.categories()) {
      category.attributes().forEach(this::declare);
    }
  }

  /**
   * Runs the program.
   *
   * @param arguments the database and, if not 2026-02-28, the day
   * @throws SQLException where the database fails
   * @throws NoSuchAlgorithmException where Java has no SHA-256
   */
  public static void main(String[] arguments) throws SQLException, NoSuchAlgorithmException {
    if (arguments.length < 1 || arguments.length > 2) {
      System.err.println("usage: ScoreJdbc JDBC-URL [YYYY-MM-DD]");
      System.exit(2);
    }
    LocalDate day = LocalDate.parse(arguments.length == 2 ? arguments[1] : "2026-02-28");
    try (Connection database = DriverManager.getConnection(arguments[0])) {
      score(database, day);
      System.out.println(digest(database));
    } catch (ChengxinException e) {
      System.err.println(e.getMessage() + " [" + e.code() + "]");
      System.exit(1);
    }
  }

  /**
   * Scores everyone by the built-in rulebook.
   *
   * @param database has the tables subjects and records, and gets the table scores
   * @param day the day
   * @throws SQLException where the database fails; then there are no scores
   */
  public static void score(Connection database, LocalDate day) throws SQLException {
    try (Rulebook rulebook = Rulebook.builtin();
        Engine engine = new Engine(rulebook)) {
      ScoreJdbc reader = new ScoreJdbc(rulebook);
      Table subjects = reader.read(database, "subjects");
      Table records = reader.read(database, "records");
      ScoreTableOptions options = new ScoreTableOptions(day).threads(0);
      try (ScoreTable scores = ScoreTable.of(engine, subjects, records, options)) {
        reader.write(database, scores);
      }
    }
  }

  private void declare(AttributeDeclaration attribute) {
    attributes.putIfAbsent(ATTRIBUTE + attribute.name(), attribute.type());
  }

  private Table read(Connection database, String name) throws SQLException {
    try (Statement statement = database.createStatement();
        ResultSet rows = statement.executeQuery("SELECT * FROM " + name)) {
      ResultSetMetaData described = rows.getMetaData();
      Table table = new Table();
      List<Column> columns = new ArrayList<>();
      int id = 0;
      int category = 0;
      for (int i = 1; i <= described.getColumnCount(); i++) {
        String column = described.getColumnLabel(i).toLowerCase(Locale.ROOT);
        columns.add(columnFor(column));
        table.add(column, columns.get(i - 1));
        id = column.equals("subject_id") && name.equals("subjects") ? i : id;
        category = column.equals("category") ? i : category;
      }
      String[] row = new String[columns.size()];
      while (rows.next()) {
        for (int i = 0; i < row.length; i++) {
          row[i] = rows.getString(i + 1);
        }
        for (int i = 0; i < row.length; i++) {
          if (category > 0 && !isReadable(types.get(columns.get(i)), row[i])) {
            row[category - 1] = NO_CATEGORY;
            row[i] = null;
          }
        }
        for (int i = 0; i < row.length; i++) {
          add(columns.get(i), types.get(columns.get(i)), row[i]);
        }
        if (id > 0) {
          subjectIds.add(rows.getString(id));
        }
      }
      return table;
    }
  }

  private Column columnFor(String name) {
    ValueType type = attributes.getOrDefault(name, ValueType.STRING);
    if (name.endsWith("_on") || name.equals("birth_date")) {
      type = ValueType.DATE;
    }
    Column made;
    switch (type) {
      case INTEGER:
        made = Column.of(ColumnType.INT64);
        break;
      case NUMBER:
        made = Column.of(ColumnType.FLOAT64);
        break;
      case BOOLEAN:
        made = Column.of(ColumnType.BOOLEAN);
        break;
      case DATE:
        made = Column.of(ColumnType.DAY);
        break;
      default:
        boolean each = name.equals("subject_id") || name.equals("record_id");
        made = each ? Column.texts() : Column.words();
        break;
    }
    types.put(made, type);
    return made;
  }

  private static boolean isReadable(ValueType type, String value) {
    if (value == null || value.isEmpty()) {
      return true;
    }
    try {
      switch (type) {
        case INTEGER:
          return Long.toString(Long.parseLong(value)).equals(value);
        case NUMBER:
          return Double.isFinite(Double.parseDouble(value));
        case BOOLEAN:
          return value.equals("true") || value.equals("false");
        case DATE:
          return LocalDate.parse(value).getYear() >= 1900;
        default:
          return true;
      }
    } catch (NumberFormatException | DateTimeParseException e) {
      return false;
    }
  }

  private static void add(Column column, ValueType type, String value) {
    if (value == null || value.isEmpty()) {
      column.addNull();
      return;
    }
    switch (type) {
      case INTEGER:
        column.add(Long.parseLong(value));
        break;
      case NUMBER:
        column.add(Double.parseDouble(value));
        break;
      case BOOLEAN:
        column.add(Boolean.parseBoolean(value));
        break;
      case DATE:
        column.add(LocalDate.parse(value));
        break;
      default:
        column.add(value);
        break;
    }
  }

  private void write(Connection database, ScoreTable scores) throws SQLException {
    database.setAutoCommit(false);
    try (Statement statement = database.createStatement()) {
      statement.execute("DROP TABLE IF EXISTS scores");
      statement.execute(
          "CREATE TABLE scores (place INTEGER PRIMARY KEY, subject_id VARCHAR(64) NOT NULL,"
              + " eligible BOOLEAN NOT NULL, score INTEGER, tier VARCHAR(64))");
    }
    try (PreparedStatement insert =
        database.prepareStatement("INSERT INTO scores VALUES (?, ?, ?, ?, ?)")) {
      for (int row = 0; row < scores.rows(); row++) {
        OptionalInt score = scores.score(row);
        insert.setInt(1, row);
        insert.setString(2, subjectIds.get(row));
        insert.setBoolean(3, scores.eligible(row));
        if (score.isPresent()) {
          insert.setInt(4, score.getAsInt());
          insert.setString(5, scores.tier(row));
        } else {
          insert.setNull(4, Types.INTEGER);
          insert.setNull(5, Types.VARCHAR);
        }
        insert.addBatch();
        if (row % ROWS_OF_A_BATCH == ROWS_OF_A_BATCH - 1) {
          insert.executeBatch();
        }
      }
      insert.executeBatch();
      database.commit();
    } catch (SQLException | RuntimeException e) {
      database.rollback();
      throw e;
    }
  }

  private static String digest(Connection database) throws SQLException, NoSuchAlgorithmException {
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    try (Statement statement = database.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "SELECT subject_id, eligible, score, tier FROM scores ORDER BY place")) {
      while (rows.next()) {
        String score = rows.getString(3);
        String tier = rows.getString(4);
        String line =
            rows.getString(1) + "," + rows.getBoolean(2) + "," + (score == null ? "" : score) + ","
                + (tier == null ? "" : tier);
        digest.update((line + "\n").getBytes(StandardCharsets.UTF_8));
      }
    }
    StringBuilder hexadecimal = new StringBuilder();
    for (byte each : digest.digest()) {
      hexadecimal.append(String.format("%02x", each));
    }
    return hexadecimal.toString();
  }
}
