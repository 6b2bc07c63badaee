// SPDX-License-Identifier: MIT
// Epubcheck.java: epubcheck, 4 or 5, of many books in one Java machine; a line "PATH<tab>ID<tab>WORDS" for each error and warning.
import com.adobe.epubcheck.tool.EpubChecker;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

public class Epubcheck {
    private static final Pattern FOUND = Pattern.compile("^(?:FATAL|ERROR|WARNING)\\(([^)]*)\\): (.*)$", Pattern.MULTILINE);

    public static void main(String[] paths) throws Exception {
        PrintStream out = System.out, err = System.err;
        Locale.setDefault(Locale.ENGLISH);
        for (String path : paths) {
            ByteArrayOutputStream said = new ByteArrayOutputStream();
            PrintStream sink = new PrintStream(said, true, "UTF-8");
            System.setOut(sink);
            System.setErr(sink);
            int status = new EpubChecker().run(new String[] {path});
            System.setOut(out);
            System.setErr(err);
            Matcher lines = FOUND.matcher(said.toString("UTF-8"));
            boolean any = false;
            while (lines.find()) {
                out.println(path + "\t" + lines.group(1) + "\t" + lines.group(2).replace(path, ""));
                any = true;
            }
            if (status != 0 && !any) {
                out.println(path + "\t-\texit " + status);
            }
            out.println(path + "\tdone\t");
        }
    }
}
