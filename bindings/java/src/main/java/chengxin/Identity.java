// Identity numbers and pseudonyms.
package chengxin;

import com.sun.jna.Pointer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Identity numbers of people, identifiers of organisations, and pseudonyms of residents, so that no
 * identity number need be stored.
 *
 * <p>No message shows what was given. What is copied of a number or a key outside Java is overwritten
 * before the method ends; a {@link String} of yours stays until Java collects it.
 */
public final class Identity {
  private static final int PSEUDONYM_CAPACITY = 65;

  private Identity() {}

  /**
   * Checks a citizen's identity number (GB 11643-1999); a last {@code x} is taken for {@code X}.
   *
   * @param number 18 characters
   * @throws InputException where it is not well formed, with the first reason as code: {@code
   *     invalid_length}, {@code invalid_character}, {@code invalid_area}, {@code
   *     invalid_birth_date} or {@code invalid_check_character}
   */
  public static void checkNumber(String number) {
    Call call = Call.current();
    try (Scope scope = new Scope()) {
      Scope.Text given = secret(scope, number);
      call.check(Bindings.cx_identity_number_check(given.data, given.size, call.err));
    }
  }

  /**
   * Checks a unified social credit identifier (GB 32100-2015), which names an organisation such as a
   * provider of records; small letters are refused.
   *
   * @param code 18 characters
   * @throws InputException where it is not well formed, with the first reason as code, as for {@link
   *     #checkNumber}
   */
  public static void checkProviderCode(String code) {
    Call call = Call.current();
    try (Scope scope = new Scope()) {
      Scope.Text given = scope.text(code);
      call.check(Bindings.cx_provider_code_check(given.data, given.size, call.err));
    }
  }

  /**
   * The pseudonym of a resident, fit for a subject id: HMAC (RFC 2104) of the identity number under
   * a key. Who has the key can find the number again by trying them all: keep it apart.
   *
   * @param number the identity number, as for {@link #checkNumber}
   * @param key 16 bytes or more, drawn at random
   * @param digest how it is made
   * @return 64 lower-case hexadecimal digits, the same for the same person, key and digest
   * @throws InputException as for {@link #checkNumber}, or where the key is too short ({@code
   *     key_too_short})
   */
  public static String pseudonym(String number, byte[] key, Digest digest) {
    Call call = Call.current();
    try (Scope scope = new Scope()) {
      Scope.Text given = secret(scope, number);
      Scope.Text under = scope.secret(key);
      Pointer out = scope.bytes(PSEUDONYM_CAPACITY);
      call.check(
          Bindings.cx_pseudonym(
              given.data, given.size, under.data, under.size, digest.ordinal(), out,
              PSEUDONYM_CAPACITY, call.err));
      return out.getString(0, "US-ASCII");
    }
  }

  private static Scope.Text secret(Scope scope, String number) {
    byte[] bytes = number.getBytes(StandardCharsets.UTF_8);
    try {
      return scope.secret(bytes);
    } finally {
      Arrays.fill(bytes, (byte) 0);
    }
  }
}
