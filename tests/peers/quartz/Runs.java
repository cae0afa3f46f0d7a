import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.text.ParseException;
import java.time.Instant;
import java.util.Date;
import java.util.TimeZone;
import org.quartz.CronExpression;

/** Answers lines of `expression TAB zone TAB start TAB number` with Quartz's next runs, or with `refused`. */
public class Runs {
    public static void main(String[] args) throws Exception {
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            System.out.println(answer(line.split("\t")));
        }
    }

    private static String answer(String[] asked) {
        CronExpression expression;
        try {
            expression = new CronExpression(asked[0]);
        } catch (ParseException | RuntimeException refused) {
            return "refused";
        }
        expression.setTimeZone(TimeZone.getTimeZone(asked[1]));

        StringBuilder runs = new StringBuilder();
        Date at = Date.from(Instant.parse(asked[2]));
        for (int i = 0; i < Integer.parseInt(asked[3]); i++) {
            at = expression.getNextValidTimeAfter(at);
            if (at == null) {
                break;
            }
            runs.append(i == 0 ? "" : " ").append(at.toInstant());
        }
        return runs.toString();
    }
}
