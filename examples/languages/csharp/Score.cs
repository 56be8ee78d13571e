// Prints the SHA-256 of everyone's score: mono score.exe SUBJECTS.csv RECORDS.csv
using System;
using System.Security.Cryptography;
using System.Text;
using Chengxin;

internal static class Score
{
    private static int Main(string[] given)
    {
        if (given.Length != 2)
        {
            Console.Error.WriteLine("usage: score.exe SUBJECTS.csv RECORDS.csv");
            return 2;
        }
        var lines = new StringBuilder();
        try
        {
            using (var rulebook = Rulebook.Builtin())
            using (var engine = new Engine(rulebook))
            using (var population = new Population(engine, given[0], given[1]))
            using (var facts = new Case(engine))
            using (var assessment = new Assessment())
            {
                var day = new DateTime(2026, 2, 28);
                for (ulong i = 0; i < population.Subjects; ++i)
                {
                    facts.Take(population, i);
                    assessment.Assess(facts, day, figuresOnly: true);
                    lines.Append(population.SubjectId(i)).Append(assessment.Eligible ? ",true," : ",false,")
                         .Append(assessment.Score).Append(',').Append(assessment.Tier).Append('\n');
                }
            }
        }
        catch (ChengxinException why)
        {
            Console.Error.WriteLine("{0} [{1}]", why.Message, why.Code);
            return 1;
        }
        using (var sha = SHA256.Create())
        {
            byte[] digest = sha.ComputeHash(Encoding.UTF8.GetBytes(lines.ToString()));
            Console.WriteLine(BitConverter.ToString(digest).Replace("-", "").ToLowerInvariant());
        }
        return 0;
    }
}
