package vn.hoso.id;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IdentifiersTest {
    @ParameterizedTest
    @CsvSource({
        "001093012345,MALE,1993",
        "038078568522,MALE,1978",
        "049319014993,FEMALE,2019",
        "024216850912,MALE,2016",
        "100192000001,FEMALE,1992"
    })
    void readsSexAndYearFromPersonalNumber(String number, PersonalId.Sex sex, int year) {
        PersonalId id = new PersonalId(number);
        assertThat(id.sex()).contains(sex);
        assertThat(id.birthYear()).contains(year);
        assertThat(id.agreesWithBirthYear(year)).isTrue();
        assertThat(id.agreesWithBirthYear(year + 1)).isFalse();
        assertThat(id.agreesWithSex(sex)).isTrue();
        assertThat(id.toString()).doesNotContain(number);
    }

    @Test
    void oldCardNumberContradictsNothing() {
        PersonalId id = PersonalId.parse("313 465 458").orElseThrow();
        assertThat(id.isOld()).isTrue();
        assertThat(id.sex()).isEmpty();
        assertThat(id.agreesWithBirthYear(1900)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"00109301234", "003093012345", "0010930123456", "00109301234O", "", "097093012345"})
    void refusesWrongPersonalNumber(String number) {
        assertThat(PersonalId.parse(number)).isEmpty();
        assertThatThrownBy(() -> new PersonalId(number)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0100233488", "0314409058-002", "0100112437", "0101243150", "0314409058002", "4099327305"})
    void acceptsTaxCodeWithRightCheckDigit(String code) {
        assertThat(TaxCode.parse(code)).isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0100233480", "010023348", "0100233488-1", "01002334AB"})
    void refusesWrongTaxCode(String code) {
        assertThat(TaxCode.parse(code)).isEmpty();
        assertThatThrownBy(() -> new TaxCode(code)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void tellsBranchFromFirm() {
        assertThat(new TaxCode("0314409058-002").isBranch()).isTrue();
        assertThat(new TaxCode("0100233488").isBranch()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.001193", "1.001193.01", "2.000488.000.00.00.H56", "1.010708.000.00.00.H56"})
    void acceptsProcedureCode(String code) {
        assertThat(ProcedureCode.parse(code)).contains(new ProcedureCode(code));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.001193", "1.01193", "1.001193.1", "1.001193.000.00.H56"})
    void refusesWrongProcedureCode(String code) {
        assertThat(ProcedureCode.parse(code)).isEmpty();
        assertThatThrownBy(() -> new ProcedureCode(code)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void readsResultAndComponentCodes() {
        assertThat(ResultCode.parse(" KQ.G15.000031 ")).isPresent();
        assertThat(ResultCode.parse("KQ.G15.31")).isEmpty();
        assertThat(ComponentCode.parse("000.00.00.G15-KQ004389")).isPresent();
        assertThat(ComponentCode.parse("000.00.G15-KQ004389")).isEmpty();
    }

    @Test
    void readsPartsOfDossierCode() {
        DossierCode code = new DossierCode("H56.14-240823-0001");
        assertThat(code.agency().value()).isEqualTo("H56.14");
        assertThat(code.day()).isEqualTo(LocalDate.of(2024, 8, 23));
        assertThat(code.ordinal()).isEqualTo(1);
        assertThat(DossierCode.parse("000.13.01.H26-220101-0001")).isPresent();
        assertThat(DossierCode.parse("H56.14-241323-0001")).isEmpty();
        assertThat(DossierCode.parse("H56.14-240823-1")).isEmpty();
    }

    @Test
    void readsAgencyIdInBothOrders() {
        assertThat(new AgencyId("H56.14").top()).contains("H56");
        assertThat(new AgencyId("000.13.01.H26").top()).contains("H26");
        assertThat(new AgencyId("0100233488").top()).isEmpty();
        assertThat(AgencyId.parse("H56..14")).isEmpty();
        assertThat(AgencyId.parse("H".repeat(36))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "001093012345.KQ.G15.000034.123/2024.01,001093012345,KQ.G15.000034,123/2024,1",
        "001093012345.1.001193.000.00.00.H56.000.00.00.G15-KQ004389.01,001093012345,"
                + "1.001193.000.00.00.H56.000.00.00.G15-KQ004389,,1",
        ".KQ.G15.000034.123/2024.12,'',KQ.G15.000034,123/2024,12"
    })
    void readsPartsOfDigitisedResultCode(String code, String owner, String type, String number, int counter) {
        DigitisedResultCode parsed = DigitisedResultCode.parse(code).orElseThrow();
        assertThat(parsed).isEqualTo(new DigitisedResultCode(owner, type, number, counter));
        assertThat(parsed).hasToString(code);
    }

    @ParameterizedTest
    @ValueSource(strings = {"KQ.G15.000034", "001093012345.KQ.G15.34.01", "001093012345.KQ.G15.000034.00"})
    void refusesWrongDigitisedResultCode(String code) {
        assertThat(DigitisedResultCode.parse(code)).isEmpty();
    }
}
