// Identity numbers and pseudonyms: the examples of the standards, and what `openssl dgst` gives.
package chengxin;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.Test;

public final class IdentityTest {
  private static final String NUMBER = "11010519491231002X";
  private static final byte[] KEY = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

  private static void refused(String code, org.junit.function.ThrowingRunnable call) {
    InputException thrown = assertThrows(InputException.class, call);
    assertEquals(code, thrown.code());
    assertFalse(thrown.getMessage(), thrown.getMessage().contains("110105"));
  }

  @Test
  public void numbersAreChecked() {
    Identity.checkNumber(NUMBER);
    Identity.checkNumber("11010519491231002x");
    refused("invalid_length", () -> Identity.checkNumber(""));
    refused("invalid_character", () -> Identity.checkNumber("110105194912310\u4fe1"));
    refused("invalid_area", () -> Identity.checkNumber("01010519491231002X"));
    refused("invalid_birth_date", () -> Identity.checkNumber("440524188001010014"));
    refused("invalid_check_character", () -> Identity.checkNumber("110105194912310021"));
    assertThrows(NullPointerException.class, () -> Identity.checkNumber(null));
  }

  @Test
  public void providerCodesAreChecked() {
    Identity.checkProviderCode("91350100M000100Y43");
    refused("invalid_length", () -> Identity.checkProviderCode("91350100M000100Y4"));
    refused("invalid_character", () -> Identity.checkProviderCode("91350100m000100Y43"));
    refused("invalid_area", () -> Identity.checkProviderCode("9135010AM000100Y43"));
    refused("invalid_check_character", () -> Identity.checkProviderCode("91350100M000100Y44"));
    assertThrows(NullPointerException.class, () -> Identity.checkProviderCode(null));
  }

  @Test
  public void pseudonymsAreThoseOfTheLibrary() {
    assertEquals(
        "82a850949bc4a2d1c04325d5aad941b2a131908feb5f09f3bbb0e18289f5662e",
        Identity.pseudonym(NUMBER, KEY, Digest.SM3));
    assertEquals(
        "dd6a5ba2eed683e7925b20f655c01434a93591983089686662b75f63b85a9c1b",
        Identity.pseudonym("11010519491231002x", KEY, Digest.SHA256));
    refused("key_too_short", () -> Identity.pseudonym(NUMBER, Arrays.copyOf(KEY, 15), Digest.SM3));
    refused("key_too_short", () -> Identity.pseudonym(NUMBER, new byte[0], Digest.SM3));
    refused("invalid_length", () -> Identity.pseudonym("", KEY, Digest.SM3));
    assertThrows(NullPointerException.class, () -> Identity.pseudonym(NUMBER, null, Digest.SM3));
    assertThrows(NullPointerException.class, () -> Identity.pseudonym(NUMBER, KEY, null));
    assertEquals("0123456789abcdef", new String(KEY, StandardCharsets.US_ASCII));
  }
}
