package io.slipway.permit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.slipway.contract.Place;
import io.slipway.contract.Topic;
import io.slipway.target.Harbour;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a permit is good for, and what it is not. */
@Tag("NOT-3")
class PermitTest {

    private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");
    private static final Goal GOAL = new Goal("1.1.0", "d".repeat(64));
    private static final Demand START =
            new Demand("task-1", Topic.START_INSTANCES, "shop", "staging", Optional.of(GOAL));

    private Granting granting;
    private Place place;
    private String text;

    @BeforeEach
    void issue(@TempDir Path folder) throws Exception {
        var shop = new Harbour(folder).catalog().service("shop");
        granting = new Granting(folder, shop, "staging");
        place = shop.place("staging");
        text = granting.text(START, place, 7, NOW.plusSeconds(60));
    }

    private Permit permit() {
        return Permit.read(text, granting.trusted());
    }

    @Test
    void isGoodForWhatItSays() {
        permit().requireFor(START, NOW);
        permit().requireAt(place);
        assertThat(permit().fence()).isEqualTo(7);
        assertThat(permit().goal()).hasValue(GOAL);
    }

    @Test
    void isGoodForNothingElse() {
        assertRefused("task", new Demand("task-2", Topic.START_INSTANCES, "shop", "staging", Optional.of(GOAL)));
        assertRefused("action", new Demand("task-1", Topic.CONFIRM_RELEASE, "shop", "staging", Optional.of(GOAL)));
        assertRefused("service", new Demand("task-1", Topic.START_INSTANCES, "mail", "staging", Optional.of(GOAL)));
        assertRefused(
                "environment", new Demand("task-1", Topic.START_INSTANCES, "shop", "production", Optional.of(GOAL)));
        assertRefused(
                "bringing it to",
                new Demand(
                        "task-1",
                        Topic.START_INSTANCES,
                        "shop",
                        "staging",
                        Optional.of(new Goal("1.1.0", "e".repeat(64)))));
        assertRefused("nothing", new Demand("task-1", Topic.START_INSTANCES, "shop", "staging", Optional.empty()));
    }

    private void assertRefused(String why, Demand demand) {
        assertThatThrownBy(() -> permit().requireFor(demand, NOW))
                .isInstanceOf(PermitRefusedException.class)
                .hasMessageContaining(why);
    }

    @Test
    void expires() {
        permit().requireFresh(NOW.plusSeconds(59));
        assertThatThrownBy(() -> permit().requireFresh(NOW.plusSeconds(60))).hasMessageContaining("expired");
    }

    @Test
    void isForTheTargetThatTheServerKnows() {
        var elsewhere = place.target().put("root", "/srv/other");
        assertThatThrownBy(() -> permit().requireAt(new Place("shop", "staging", elsewhere, place.traffic())))
                .hasMessageContaining("same catalog");
        assertThatThrownBy(() -> permit().requireAt(new Place(
                        "shop", "staging", place.target(), place.traffic().put("kind", "x"))))
                .hasMessageContaining("same catalog");
    }

    @Test
    void everyAlteredCharacterIsFound() {
        for (var i = 0; i < text.length(); i++) {
            var altered = text.substring(0, i) + (text.charAt(i) == '1' ? '2' : '1') + text.substring(i + 1);
            assertThatThrownBy(() -> Permit.read(altered, granting.trusted()))
                    .as("character %d", i)
                    .isInstanceOf(PermitRefusedException.class);
        }
    }

    /** Base64 of 64 bytes ends with a character of which four bits mean nothing. */
    @Test
    void aSignatureThatIsSpeltOtherwiseIsAltered() {
        var alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
        var last = text.indexOf("==") - 1;
        var same = alphabet.charAt(alphabet.indexOf(text.charAt(last)) + 1);
        var altered = text.substring(0, last) + same + text.substring(last + 1);
        assertThatThrownBy(() -> Permit.read(altered, granting.trusted())).isInstanceOf(PermitRefusedException.class);
    }

    @Test
    void countsOnlyFromAKeyThatIsTrusted(@TempDir Path other) throws Exception {
        var stranger = new Granting(other, new Harbour(other).catalog().service("shop"), "staging");
        var forged = stranger.text(START, place, 7, NOW.plusSeconds(60));
        assertThatThrownBy(() -> Permit.read(forged, granting.trusted())).hasMessageContaining("not trusted");
        assertThatThrownBy(() -> Permit.read(text, Set.of())).hasMessageContaining("not trusted");
        assertThatThrownBy(() -> Permit.read("{}", granting.trusted())).isInstanceOf(PermitRefusedException.class);
        assertThatThrownBy(() -> Permit.read("no json", granting.trusted())).isInstanceOf(PermitRefusedException.class);
    }
}
