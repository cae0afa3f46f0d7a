//! How many files a manifest may have: 1,000, and all of them are read.

use serde_json::Value;

use super::support::TestEnv;

/// A report of one node, and another one.
fn report(env: &TestEnv) -> String {
    let csv = ["report", "csv", "--to", "-"];
    env.run_alone(&csv).exits(0).stdout
}

fn files(env: &TestEnv, count: usize) {
    let text = report(env);
    let folder = env.sandbox().join("s3/example-patch-reports/many");
    std::fs::create_dir_all(&folder).expect("a folder");
    for number in 0..count {
        let path = folder.join(format!("{number:04}.csv"));
        std::fs::write(path, &text).expect("a file");
    }
}

#[test]
fn a_thousand_files_are_taken_and_one_more_is_refused() {
    let env = TestEnv::example();
    // The first use of a sandbox makes its buckets.
    env.run_alone(&["sandbox", "status"]).exits(0);
    files(&env, 1000);
    let from = "s3://example-patch-reports/many/";
    let manifest = ["report", "quicksight-manifest", from, "--to", "-"];
    let ran = env.run_alone(&manifest).exits(0);
    let written: Value = serde_json::from_str(&ran.stdout).expect("JSON");
    assert_eq!(written["fileLocations"][0]["URIPrefixes"][0], from);

    // The last of them counts as well as the first.
    let odd = env.sandbox().join("s3/example-patch-reports/many/0999.csv");
    std::fs::write(&odd, "Index,Other\n1,i-0\n").expect("a file");
    env.run_alone(&manifest).exits(8).says("0999.csv");
    std::fs::write(&odd, report(&env)).expect("a file");

    files(&env, 1001);
    env.run_alone(&manifest)
        .exits(8)
        .says("1001 files are too many");
}

#[test]
fn what_is_no_report_is_refused_also_alone() {
    let env = TestEnv::example();
    env.run_alone(&["sandbox", "status"]).exits(0);
    let file = env.sandbox().join("s3/example-patch-reports/hello.csv");
    std::fs::write(&file, "hello,x\n1,2\n").expect("a file");
    let uri = "s3://example-patch-reports/hello.csv";
    let manifest = ["report", "quicksight-manifest", uri, "--to", "-"];
    env.run_alone(&manifest)
        .exits(8)
        .says("hello.csv is no report");
}
