curl --location --request POST '{BASE_URL}/loan/{loan_id}' \
--header 'authenticationtoken: {auth_token}' \
--header 'Content-Type: application/json' \
--data-raw '{
"loan_id": "283921",
"loan_type": "Personal Loan",
"applicant_name": "Shri Ram",
"applicant_dob": "1992-03-23",
"applicant_email": "shriram@gmail.com",
"applicant_gender": "Male",
"applicant_contact_number": "9805265926",
"applicant_monthly_income": 40000,
"applicant_cibil_score": 820,
"applicant_occupation": "Job",
"applicant_aadhar_number": "235498671293",
"applicant_language": "hi",
"applicant_pan_number": "ADJIY-3516-D",
"total_loan_amount": 50000,
"loan_tenure": 12,
"client_loan_sanction_date": "2018-04-06",
"loan_end_date": "2019-04-06",
"interest_on_loan": 18,
"tenure_finished": true,
"security_type": "Secured immovable",
"backed_by_surety": false,
"loan_nbfc_name": "AKARA CAPITAL ADVISORS PVT. LTD.",
"loan_nbfc_cin": "U65191TN1994PLC079235",
"emi_amount": 6000,
"product_type": "",
"credit_account_number": "11271000005809",
"credit_account_holder_name": "Sri Ram",
"credit_bank_name": "HDFC Bank",
"credit_account_holder_type": "Current",
"credit_bank_ifsc_code": "HDFC0G45B4W",
"tags": "tag1,tag2",
"agent_email": "demoagent@email.com,demoagent2@email.com",
"document_details": [
{
"security_mode": "NACH",
"document_number": "757493",
"document_bank_name": "HDFC Bank",
"document_bank_ifsc_code": "",
"document_amount": 50000,
"document_date": "2018-04-10",
"document_dishonour_date": "2018-04-12",
"document_signature_name": "",
"document_bounce_bank_account_number": "",
"document_bounce_bank_ifsc_code": "",
"document_bounce_charges": null,
"document_bounce_bank_name": "Yes Bank",
"document_bounce_bank_address": "",
"document_bounce_memo_date": null,
"reason_of_document_bounce": "",
"document_bounce_memo_reference_number": "",
"document_sequence_number": "",
"document_bounce_memo_return_date": "2019-06-23"
}
],
"business_name": "",
"applicant_address": [
{
"applicant_address_type": "Home",
"applicant_address_text": " 395/13 veer dua colony baldev nager",
"applicant_state": "Rajasthan",
"applicant_city": "Jodhpur",
"applicant_landmark": "",
"applicant_address_latitude":"",
"applicant_address_longitude":"",
"applicant_pincode": 342001
}
],
"defaults": [
{
"allocation_month": "2021-7-01",
"total_claim_amount": 113000,
"late_fee": 59443,
"date_of_default": "2019-04-07",
"expected_emi": 54000,
"default_emi_number": 12,
"settlement_amount": 45000,
"client_amount_recovered": 0,
"principal_outstanding_amount": 45000,
"expected_emi_interest_amount": null,
"expected_emi_principal_amount": 45000,
"other_penalty": null
}
],
"co_applicant": [
{
"co_applicant_name": "Naveen Shekhawat",
"co_applicant_type": "Individual",
"co_applicant_email": "pravinsingh@gmail.com",
"co_applicant_gender": "Male",
"co_applicant_contact_number": "9814274470",
"co_applicant_dob": "1990-06-29",
"co_applicant_address": [
{
"co_applicant_address_text": "",
"co_applicant_address_type": "Home",
"co_applicant_state": "Rajasthan",
"co_applicant_city": "Alwar",
"co_applicant_pincode": 301024
}
]
}
],
"references": [
{
"relation_with_applicant": "Colleague",
"name": "Abhishek Kumar",
"contact_number": "8802913432"
}
],
"merchant_name": "Intellipaat",
"payment_link": "https://rzp.io/i/itKAy2q",
"payment_link_expiry": 1627390971
}'
