// One resident built from structs, and what happens when something is wrong.
// Ends with "passed", or with what was not as expected.
using System;
using System.Collections.Generic;
using Chengxin;

internal static class Test
{
    private static void Expect(bool holds, string what)
    {
        if (!holds) throw new Exception("not so: " + what);
    }

    private static ChengxinException Refused(Action action)
    {
        try { action(); }
        catch (ChengxinException why) { return why; }
        throw new Exception("not refused");
    }

    // The base is 600; 35 hours give 10 points.
    private static void Resident(Engine engine)
    {
        var day = new DateTime(2026, 2, 28);
        using (var facts = new Case(engine))
        using (var assessment = new Assessment())
        {
            facts.SetSubject(new Subject {
                Id = "居民-1", Residency = Residency.Registered, Capacity = Capacity.Full,
                BirthDate = new DateTime(1990, 4, 1), EnrolledOn = new DateTime(2026, 1, 10)
            });
            assessment.Assess(facts, day);
            Expect(assessment.Eligible && assessment.Score == 600, "the base is 600");
            facts.AddRecords(new Record {
                Id = "r1", Category = "P-VOL-01", Provider = "youth-league",
                OccurredOn = new DateTime(2026, 1, 20),
                Attributes = new Dictionary<string, object> { { "hours", 35 } }
            });
            assessment.Assess(facts, day);
            Expect(assessment.Score == 610 && assessment.Tier == "fair", "35 hours give 10 points");
            string report = assessment.Report(Format.Text, Language.English);
            Expect(report.Contains("居民-1") && report.Contains("610 of 1000"), report);
        }
    }

    private static void Errors(Engine engine)
    {
        using (var facts = new Case(engine))
        {
            ChengxinException why = Refused(() => facts.SetSubject(new Subject()));
            Expect(why.Status == "CX_ERROR_INPUT" && why.Code != "" && why.Message != "", why.Status);
        }
        ChengxinException bad = Refused(() => Rulebook.Load("{\n\"id\": }"));
        Expect(bad.Status == "CX_ERROR_RULEBOOK" && bad.Line == 2, "line 2");
        Expect(Refused(() => new Population(engine, "nowhere.csv", "nowhere.csv")).Status == "CX_ERROR_IO",
               "a file that does not exist");
    }

    private static int Main()
    {
        try
        {
            Rulebook rulebook = Rulebook.Builtin();
            using (var engine = new Engine(rulebook))
            {
                Expect(rulebook.Id == "sanming-trial", "its id");
                rulebook.Dispose();
                rulebook.Dispose();
                Resident(engine);
                Errors(engine);
            }
        }
        catch (Exception why)
        {
            Console.Error.WriteLine(why);
            return 1;
        }
        Console.WriteLine("passed");
        return 0;
    }
}
