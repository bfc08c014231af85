package vn.hoso.reuse;

import java.time.LocalDate;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a desk asks for a dossier.
 *
 * @param procedure the code of the procedure
 * @param caseName the case of the procedure, or null for the first one
 * @param owner the number of the person: 12 digits, or 9 of an old identity card
 * @param on the day that the answers are for, mostly the day of submission
 * @param decision the expected day of decision, or null
 * @param presented the numbers of papers that the citizen presents, by the code of the component; only such a paper
 *     counts for it then
 * @param requester who asks: the officer
 * @param agency the agency that asks
 * @param purpose what for: the code of the dossier
 * @param legalBasis the legal basis that is stated for sensitive papers, or null
 */
public record PlanRequest(
        String procedure,
        @Nullable String caseName,
        String owner,
        LocalDate on,
        @Nullable LocalDate decision,
        Map<String, String> presented,
        String requester,
        String agency,
        String purpose,
        @Nullable String legalBasis) {
    public PlanRequest {
        presented = Map.copyOf(presented);
    }

    /**
     * A request with nothing beyond what is needed.
     *
     * @param procedure the code of the procedure
     * @param owner the number of the person
     * @param on the day that the answers are for
     * @return the request
     */
    public static PlanRequest of(String procedure, String owner, LocalDate on) {
        return new PlanRequest(procedure, null, owner, on, null, Map.of(), "", "", "", null);
    }

    /**
     * The same with papers that the citizen presents.
     *
     * @param numbers their numbers by the code of the component
     * @return the request
     */
    public PlanRequest presenting(Map<String, String> numbers) {
        return new PlanRequest(
                procedure, caseName, owner, on, decision, numbers, requester, agency, purpose, legalBasis);
    }

    /**
     * The same with an expected day of decision.
     *
     * @param day the day
     * @return the request
     */
    public PlanRequest decidedOn(LocalDate day) {
        return new PlanRequest(procedure, caseName, owner, on, day, presented, requester, agency, purpose, legalBasis);
    }

    /**
     * The same with who asks, and why.
     *
     * @param officer the officer
     * @param office the agency
     * @param dossier the code of the dossier
     * @param basis the legal basis, or null
     * @return the request
     */
    public PlanRequest by(String officer, String office, String dossier, @Nullable String basis) {
        return new PlanRequest(procedure, caseName, owner, on, decision, presented, officer, office, dossier, basis);
    }

    /** Never shows whose papers are asked for. */
    @Override
    public String toString() {
        return "PlanRequest[" + procedure + ", " + on + "]";
    }
}
